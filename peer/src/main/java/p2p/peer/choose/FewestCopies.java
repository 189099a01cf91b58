package p2p.peer.choose;

import java.util.BitSet;
import java.util.Deque;
import java.util.function.ToIntFunction;

/**
 * Which waiting request a seeder answers next: one for the piece that it gave to the fewest, so
 * that they have something to give each other and it need not give the same twice. It finishes with
 * a taker the pieces that it began there; among equals, the oldest request comes first.
 */
public final class FewestCopies {

    private final int[] given;

    public FewestCopies(int pieces) {
        given = new int[pieces];
    }

    /** One downloader, as the seeder sees it. */
    public final class Taker {

        private final BitSet begun = new BitSet();

        /** Brings the request that is to be answered next to the head of those that wait. */
        public <R> void order(Deque<R> waiting, ToIntFunction<R> pieceOf) {
            R best = null;
            int fewest = Integer.MAX_VALUE;
            for (R request : waiting) {
                int piece = pieceOf.applyAsInt(request);
                int copies = begun.get(piece) ? -1 : given[piece];
                if (copies < fewest) {
                    fewest = copies;
                    best = request;
                }
            }
            if (best != waiting.peek()) {
                waiting.removeFirstOccurrence(best);
                waiting.addFirst(best);
            }
        }

        public void begin(int piece) {
            if (!begun.get(piece)) {
                begun.set(piece);
                given[piece]++;
            }
        }
    }
}
