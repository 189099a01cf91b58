package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PieceOrderTest {

    private static final long SEED = 20_261_121;

    private static PieceSet set(int pieces, int... members) {
        BitSet bits = new BitSet();
        for (int member : members) {
            bits.set(member);
        }
        return PieceSet.of(pieces, bits);
    }

    private static PieceOrder wanting(PieceOrder order, int pieces) {
        for (int piece = 0; piece < pieces; piece++) {
            order.add(piece);
        }
        return order;
    }

    @Test
    void theRarestPieceThatThePeerHasComesFirst() {
        PieceOrder order = wanting(PieceOrder.rarestFirst(4, new Random(SEED)), 4);
        int[] owners = {3, 1, 2, 2};
        for (int piece = 0; piece < 4; piece++) {
            for (int i = 0; i < owners[piece]; i++) {
                order.gained(piece);
            }
        }
        assertEquals(1, order.pick(PieceSet.all(4)));
        assertEquals(2, order.pick(set(4, 0, 2)));
        order.remove(1);
        order.lost(3);
        assertEquals(3, order.pick(PieceSet.all(4)));
        assertEquals(-1, order.pick(set(4, 1)));
        order.add(1);
        assertEquals(1, order.pick(set(4, 0, 1)));
    }

    @Test
    void equallyRarePiecesAreDrawnByLot() {
        Set<Integer> first = new HashSet<>();
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            PieceOrder order = wanting(PieceOrder.rarestFirst(8, random), 8);
            first.add(order.pick(PieceSet.all(8)));
        }
        assertEquals(8, first.size());
    }

    /** Against a plain count of everything, through a long row of random changes. */
    @Test
    void rarestFirstAgreesWithCounting() {
        for (long seed = SEED; seed < SEED + 50; seed++) {
            Random random = new Random(seed);
            int pieces = 1 + random.nextInt(40);
            PieceOrder order = wanting(PieceOrder.rarestFirst(pieces, random), pieces);
            int[] owners = new int[pieces];
            BitSet wanted = new BitSet();
            wanted.set(0, pieces);
            for (int step = 0; step < 2000; step++) {
                int piece = random.nextInt(pieces);
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        owners[piece]++;
                        order.gained(piece);
                    }
                    case 2 -> {
                        if (owners[piece] > 0) {
                            owners[piece]--;
                            order.lost(piece);
                        }
                    }
                    default -> {
                        wanted.flip(piece);
                        if (wanted.get(piece)) {
                            order.add(piece);
                        } else {
                            order.remove(piece);
                        }
                    }
                }
                BitSet has = BitSet.valueOf(new long[] {random.nextLong()}).get(0, pieces);
                int rarest =
                        wanted.stream().filter(has::get).map(each -> owners[each]).min().orElse(-1);
                int picked = order.pick(PieceSet.of(pieces, has));
                assertEquals(rarest, picked < 0 ? -1 : owners[picked], "seed " + seed);
                assertTrue(picked < 0 || has.get(picked) && wanted.get(picked), "seed " + seed);
            }
        }
    }

    @Test
    void aPeerWithoutTheRarestIsServedFromAMillionPieces() {
        int pieces = 1 << 20;
        PieceOrder order = wanting(PieceOrder.rarestFirst(pieces, new Random(SEED)), pieces);
        order.gained(pieces - 1);
        assertEquals(pieces - 1, order.pick(set(pieces, pieces - 1)));
        assertEquals(-1, order.pick(set(pieces)));
    }

    @Test
    void sequentialGoesFromTheBeginningToTheEnd() {
        PieceOrder order = wanting(PieceOrder.sequential(4), 4);
        assertEquals(0, order.pick(PieceSet.all(4)));
        order.remove(0);
        assertEquals(1, order.pick(PieceSet.all(4)));
        assertEquals(3, order.pick(set(4, 0, 3)));
        order.add(0);
        assertEquals(0, order.pick(PieceSet.all(4)));
    }

    @Test
    void randomTakesAnyWantedPiece() {
        PieceOrder order = wanting(PieceOrder.random(8, new Random(SEED)), 8);
        order.remove(5);
        Set<Integer> picked = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            picked.add(order.pick(PieceSet.all(8)));
        }
        assertEquals(Set.of(0, 1, 2, 3, 4, 6, 7), picked);
        assertEquals(-1, order.pick(set(8, 5)));
    }
}
