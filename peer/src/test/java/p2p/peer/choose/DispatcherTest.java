package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Single steps, by hand: two pieces of 128 KiB. */
class DispatcherTest {

    private static final int PIECE = 128 << 10;
    private static final byte[] RIGHT = {1};
    private static final byte[] WRONG = {2};

    private final Dispatcher dispatcher = dispatcher(2);
    private long now;

    private static Dispatcher dispatcher(int pieces) {
        return dispatcher(PieceOrder.sequential(pieces), pieces);
    }

    private static Dispatcher dispatcher(PieceOrder order, int pieces) {
        return new Dispatcher(
                new PieceGrid((long) pieces * PIECE, PIECE),
                new BitSet(),
                order,
                DispatchSettings.DEFAULT,
                List.of());
    }

    private void join(int peer, int... pieces) {
        BitSet has = new BitSet();
        for (int piece : pieces) {
            has.set(piece);
        }
        dispatcher.peerJoined(peer, has, now);
    }

    private List<Action.Ask> asks() {
        return asksIn(dispatcher.decide(now));
    }

    private static List<Action.Ask> asksIn(List<Action> actions) {
        List<Action.Ask> asks = new ArrayList<>();
        for (Action action : actions) {
            if (action instanceof Action.Ask ask) {
                asks.add(ask);
            }
        }
        return asks;
    }

    private Receipt answer(Action.Ask ask) {
        dispatcher.arrived(ask.peer(), ask.length(), now);
        Receipt receipt =
                dispatcher.received(ask.peer(), ask.piece(), ask.offset(), ask.length(), now);
        if (receipt == Receipt.KEEP) {
            dispatcher.written(ask.length());
        }
        return receipt;
    }

    @Test
    void aPieceFromOnePeerIsAskedCheckedAndDone() {
        join(7, 0);
        List<Action.Ask> asks = asks();
        assertEquals(PIECE, asks.stream().mapToInt(Action.Ask::length).sum());
        asks.forEach(ask -> assertEquals(Receipt.KEEP, answer(ask)));
        assertEquals(List.of(new Action.Check(0)), dispatcher.decide(now));
        assertEquals(List.of(), dispatcher.toDigest(0, true));
        dispatcher.pieceVerified(0, List.of(), now);
        assertFalse(dispatcher.complete());
        dispatcher.peerHas(7, 1, 0);
        asks().forEach(this::answer);
        dispatcher.pieceVerified(1, List.of(), now);
        assertTrue(dispatcher.complete());
    }

    @Test
    void whatAnotherOffersIsTakenBackFromASeederWhoHasRarerPieces() {
        Dispatcher rarestFirst = dispatcher(PieceOrder.rarestFirst(40, new Random(5)), 40);
        int offered = askedOfASeederAndOffered(rarestFirst);
        List<Action> then = rarestFirst.decide(1);
        assertEquals(Set.of(1), peersCancelled(then, offered));
        Set<Integer> askedNow = new HashSet<>();
        for (Action.Ask ask : asksIn(then)) {
            if (ask.piece() == offered) {
                askedNow.add(ask.peer());
            }
        }
        assertEquals(Set.of(2), askedNow);
        assertTrue(asksIn(then).stream().anyMatch(ask -> ask.peer() == 1));
    }

    @Test
    void whatIsWantedInOrderIsNotTakenBack() {
        Dispatcher sequential = dispatcher(40);
        int offered = askedOfASeederAndOffered(sequential);
        assertEquals(Set.of(), peersCancelled(sequential.decide(1), offered));
    }

    /** Peer 1 has everything; what it was asked for first, peer 2 has from then on. */
    private static int askedOfASeederAndOffered(Dispatcher dispatcher) {
        BitSet all = new BitSet();
        all.set(0, 40);
        dispatcher.peerJoined(1, all, 0);
        dispatcher.peerJoined(2, new BitSet(), 0);
        int piece = asksIn(dispatcher.decide(0)).getFirst().piece();
        dispatcher.peerHas(2, piece, 1);
        return piece;
    }

    private static Set<Integer> peersCancelled(List<Action> actions, int piece) {
        Set<Integer> peers = new HashSet<>();
        for (Action action : actions) {
            if (action instanceof Action.Cancel cancel && cancel.piece() == piece) {
                peers.add(cancel.peer());
            }
        }
        return peers;
    }

    @Test
    void bytesThatNobodyAskedForAreABreach() {
        join(7, 0);
        Action.Ask ask = asks().getFirst();
        assertEquals(Receipt.UNASKED, dispatcher.received(7, 1, 0, PIECE, now));
        assertEquals(Receipt.KEEP, answer(ask));
        assertEquals(Receipt.UNASKED, answer(ask));
    }

    @Test
    void whoSentAWrongPieceAloneIsBannedAndStaysOut() {
        join(7, 0);
        asks().forEach(this::answer);
        dispatcher.decide(now);
        assertEquals(List.of(), dispatcher.toDigest(0, false));
        dispatcher.pieceFailed(0, List.of(), now);
        assertEquals(List.of(new Action.Ban(7, 0)), dispatcher.decide(now));
        join(7, 0, 1);
        assertEquals(
                List.of(new Action.Drop(7, "it sent wrong bytes for this file before")),
                dispatcher.decide(now));
        join(8, 0);
        assertEquals(PIECE, asks().stream().mapToInt(Action.Ask::length).sum());
    }

    @Test
    void withTwoSuspectsTheGuiltyOneIsFoundAndTheOtherLeftAlone() {
        join(7, 0);
        Action.Ask first = asks().getFirst();
        assertEquals(Receipt.KEEP, answer(first));
        dispatcher.choked(7, now);
        join(8, 0);
        List<Action.Ask> rest = asks();
        assertEquals(PIECE - first.length(), rest.stream().mapToInt(Action.Ask::length).sum());
        rest.forEach(this::answer);
        dispatcher.decide(now);
        List<Contribution> parts =
                List.of(
                        new Contribution(7, 0, first.length()),
                        new Contribution(8, first.length(), PIECE - first.length()));
        assertEquals(parts, dispatcher.toDigest(0, false));
        dispatcher.pieceFailed(0, List.of(RIGHT, WRONG), now);
        List<Action> decided = dispatcher.decide(now);
        assertFalse(decided.stream().anyMatch(Action.Ban.class::isInstance));
        List<Action.Ask> again = asksIn(decided);
        assertEquals(8, again.getFirst().peer());
        finishFromOne(again);
        assertEquals(parts, dispatcher.toDigest(0, true));
        dispatcher.pieceVerified(0, List.of(RIGHT, RIGHT), now);
        assertEquals(List.of(new Action.Ban(8, 0)), dispatcher.decide(now));
    }

    private void finishFromOne(List<Action.Ask> asks) {
        List<Action.Ask> open = asks;
        int owner = asks.getFirst().peer();
        while (!open.isEmpty()) {
            for (Action.Ask ask : open) {
                assertEquals(owner, ask.peer());
                assertEquals(Receipt.KEEP, answer(ask));
            }
            open = asks();
        }
    }

    @Test
    void whatIsAskedOfASilentPeerIsTakenBackAndTheMuteIsDropped() {
        join(7, 0);
        assertFalse(asks().isEmpty());
        now += DispatchSettings.DEFAULT.longestTimeout().toNanos() + 1;
        List<Action> first = dispatcher.decide(now);
        assertTrue(first.stream().anyMatch(Action.Cancel.class::isInstance));
        assertEquals(
                List.of(new Action.Ask(7, 0, 0, PieceGrid.BLOCK)),
                first.stream().filter(Action.Ask.class::isInstance).toList());
        now += 2 * DispatchSettings.DEFAULT.longestTimeout().toNanos() + 1;
        assertTrue(
                dispatcher
                        .decide(now)
                        .contains(new Action.Drop(7, "it did not send what it was asked for")));
        assertEquals(0, dispatcher.outstanding());
    }

    @Test
    void nothingMoreIsAskedThanTheMemoryHasRoomFor() {
        DispatchSettings tight =
                new DispatchSettings(
                        PIECE,
                        PIECE,
                        PIECE,
                        DispatchSettings.DEFAULT.shortestTimeout(),
                        DispatchSettings.DEFAULT.longestTimeout());
        Dispatcher bounded =
                new Dispatcher(
                        new PieceGrid(8L * PIECE, PIECE),
                        new BitSet(),
                        PieceOrder.sequential(8),
                        tight,
                        List.of());
        BitSet all = new BitSet();
        all.set(0, 8);
        bounded.peerJoined(1, all, now);
        bounded.peerJoined(2, all, now);
        List<Action> asked = bounded.decide(now);
        assertEquals(PIECE, bounded.outstanding());
        Action.Ask ask = (Action.Ask) asked.getFirst();
        bounded.arrived(ask.peer(), ask.length(), now);
        bounded.received(ask.peer(), ask.piece(), ask.offset(), ask.length(), now);
        assertEquals(List.of(), bounded.decide(now));
        bounded.written(ask.length());
        assertFalse(bounded.decide(now).isEmpty());
        assertEquals(PIECE, bounded.outstanding() + bounded.unwritten());
    }
}
