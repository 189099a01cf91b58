package p2p.peer.fetch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which pieces are here, so coarse that it can be drawn: each cell stands for as many pieces, and
 * says how many in a hundred of them are here, rounded down, and 1 at least where there is one.
 */
public record PieceMap(int pieces, int here, List<Integer> cells) {

    public static final int MOST_CELLS = 200;

    private static final int WHOLE = 100;

    public static PieceMap of(BitSet here, int pieces) {
        int count = Math.min(pieces, MOST_CELLS);
        List<Integer> cells = new ArrayList<>(count);
        for (int cell = 0; cell < count; cell++) {
            int from = begin(cell, count, pieces);
            int to = begin(cell + 1, count, pieces);
            int some = here.get(from, to).cardinality();
            cells.add(some == 0 ? 0 : Math.max(1, (int) ((long) WHOLE * some / (to - from))));
        }
        return new PieceMap(pieces, here.cardinality(), cells);
    }

    private static int begin(int cell, int cells, int pieces) {
        return (int) ((long) pieces * cell / cells);
    }
}
