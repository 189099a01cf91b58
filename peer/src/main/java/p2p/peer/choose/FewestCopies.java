package p2p.peer.choose;

/** How often a seeder gave each piece, so that it gives first what the fewest have. */
public final class FewestCopies {

    private final int[] given;

    public FewestCopies(int pieces) {
        given = new int[pieces];
    }

    void give(int piece) {
        given[piece]++;
    }

    /** The one given least often; the first among equals. */
    int fewest(Iterable<Integer> pieces) {
        int best = -1;
        for (int piece : pieces) {
            if (best < 0 || given[piece] < given[best]) {
                best = piece;
            }
        }
        return best;
    }
}
