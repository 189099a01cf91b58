package p2p.peer.choose;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The piece that the fewest peers have, any of them among equals. The wanted pieces lie in one
 * array, ordered by how many have them, so that a change of one moves one piece over one edge.
 */
final class RarestFirst implements PieceOrder {

    private static final int LONGEST_WALK = 512;
    private static final int SAMPLES = 64;
    private static final int ABSENT = -1;

    private final RandomGenerator random;
    private final PieceSet wanted;
    private final int[] owners;
    private final int[] ordered;
    private final int[] position;

    /** Where the pieces with n owners end in {@link #ordered}; those with n + 1 begin there. */
    private int[] ends = new int[8];

    RarestFirst(int pieces, RandomGenerator random) {
        this.random = random;
        wanted = new PieceSet(pieces);
        owners = new int[pieces];
        ordered = new int[pieces];
        position = new int[pieces];
        Arrays.fill(position, ABSENT);
    }

    @Override
    public void add(int piece) {
        if (!wanted.add(piece)) {
            return;
        }
        int hole = ends[ends.length - 1]++;
        for (int count = ends.length - 1; count > owners[piece]; count--) {
            int begin = ends[count - 1]++;
            if (begin != hole) {
                place(ordered[begin], hole);
                hole = begin;
            }
        }
        place(piece, hole);
    }

    @Override
    public void remove(int piece) {
        if (!wanted.remove(piece)) {
            return;
        }
        int hole = position[piece];
        for (int count = owners[piece]; count < ends.length; count++) {
            int last = --ends[count];
            if (last != hole) {
                place(ordered[last], hole);
                hole = last;
            }
        }
        position[piece] = ABSENT;
    }

    @Override
    public void gained(int piece) {
        int count = owners[piece]++;
        if (count + 1 == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
            Arrays.fill(ends, count + 1, ends.length, ends[count]);
        }
        if (position[piece] != ABSENT) {
            swap(piece, --ends[count]);
        }
    }

    @Override
    public void lost(int piece) {
        int count = --owners[piece];
        if (position[piece] != ABSENT) {
            swap(piece, ends[count]++);
        }
    }

    /** As soon as a first other has it, as long as there are pieces that no other has. */
    @Override
    public boolean isBetterLeftToOthers(int piece) {
        return owners[piece] == 1 && ends[0] > 0;
    }

    @Override
    public int pick(PieceSet has) {
        int walked = 0;
        int begin = 0;
        for (int end : ends) {
            int length = end - begin;
            int start = length > 1 ? random.nextInt(length) : 0;
            for (int step = 0; step < length; step++) {
                if (++walked > LONGEST_WALK) {
                    return sample(has);
                }
                int piece = ordered[begin + (start + step) % length];
                if (has.contains(piece)) {
                    return piece;
                }
            }
            begin = end;
        }
        return -1;
    }

    /** For a peer that lacks all of the rarest: the rarest of some that it has. */
    private int sample(PieceSet has) {
        int piece = wanted.nextAround(random.nextInt(owners.length), has);
        int rarest = piece;
        for (int i = 1; i < SAMPLES && piece >= 0; i++) {
            piece = wanted.nextAround((piece + 1) % owners.length, has);
            if (owners[piece] < owners[rarest]) {
                rarest = piece;
            }
        }
        return rarest;
    }

    private void swap(int piece, int with) {
        int from = position[piece];
        place(ordered[with], from);
        place(piece, with);
    }

    private void place(int piece, int at) {
        ordered[at] = piece;
        position[piece] = at;
    }
}
