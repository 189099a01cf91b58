package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import p2p.peer.choose.WaitingRequests.Range;

class WaitingRequestsTest {

    private static final int BLOCK = 16 << 10;

    private final FewestCopies copies = new FewestCopies(1 << 20);
    private final WaitingRequests waiting = new WaitingRequests(copies);

    private static Range block(int piece, int number) {
        return new Range(piece, number * BLOCK, BLOCK);
    }

    private static List<Integer> pieces(WaitingRequests waiting) {
        List<Integer> order = new ArrayList<>();
        while (!waiting.isEmpty()) {
            order.add(waiting.first().piece());
            waiting.removeFirst();
        }
        return order;
    }

    @Test
    void whatTheFewestGotComesFirst() {
        WaitingRequests other = new WaitingRequests(copies);
        for (int piece : List.of(0, 1)) {
            other.add(block(piece, 0));
        }
        assertEquals(List.of(0, 1), pieces(other));
        WaitingRequests third = new WaitingRequests(copies);
        third.add(block(1, 0));
        assertEquals(List.of(1), pieces(third));
        for (int piece : List.of(1, 0, 2)) {
            waiting.add(block(piece, 0));
        }
        assertEquals(List.of(2, 0, 1), pieces(waiting));
    }

    @Test
    void equalsKeepTheirOrder() {
        for (int piece : List.of(3, 1, 2)) {
            waiting.add(block(piece, 0));
        }
        assertEquals(List.of(3, 1, 2), pieces(waiting));
    }

    @Test
    void aPieceThatWasBegunIsFinished() {
        WaitingRequests other = new WaitingRequests(copies);
        other.add(block(0, 0));
        assertEquals(List.of(0), pieces(other));
        waiting.add(block(0, 0));
        waiting.first();
        waiting.add(block(3, 0));
        waiting.add(block(0, 1));
        assertEquals(List.of(0, 0, 3), pieces(waiting));
    }

    @Test
    void whatIsFirstStaysFirstUntilItIsCancelled() {
        waiting.add(block(5, 0));
        waiting.add(block(5, 1));
        Range first = waiting.first();
        waiting.add(block(6, 0));
        assertSame(first, waiting.first());
        waiting.cancel(block(5, 0));
        assertEquals(block(5, 1), waiting.first());
        assertEquals(2, waiting.size());
    }

    @Test
    void aRangeWaitsOnce() {
        waiting.add(block(1, 0));
        waiting.add(block(1, 0));
        waiting.add(new Range(1, 0, BLOCK - 1));
        assertEquals(2, waiting.size());
        waiting.cancel(block(1, 0));
        waiting.cancel(block(1, 0));
        waiting.cancel(block(2, 0));
        assertEquals(1, waiting.size());
        assertEquals(List.of(1), pieces(waiting));
    }

    @Test
    void theExtremesOfAllFieldsAreKeptApart() {
        int last = (1 << 20) - 1;
        var ranges =
                List.of(
                        new Range(last, (16 << 20) - 1, 1),
                        new Range(last, (15 << 20), 1 << 20),
                        new Range(last, 0, 1),
                        new Range(0, (16 << 20) - 1, 1),
                        new Range(0, 0, 1 << 20));
        ranges.forEach(waiting::add);
        assertEquals(ranges.size(), waiting.size());
        ranges.forEach(waiting::cancel);
        assertTrue(waiting.isEmpty());
    }

    /** The order and the content stay right whatever is asked, cancelled, answered and cleared. */
    @Test
    void itAgreesWithAListThatIsSearched() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Range> model = new ArrayList<>();
        for (int step = 0; step < 100_000; step++) {
            Range range = new Range(random.nextInt(8), random.nextInt(4) * BLOCK, BLOCK);
            switch (random.nextInt(20)) {
                case 0 -> {
                    waiting.clear();
                    model.clear();
                }
                case 1, 2, 3, 4, 5 -> {
                    waiting.cancel(range);
                    model.remove(range);
                }
                case 6, 7, 8, 9, 10 -> {
                    if (!model.isEmpty()) {
                        assertTrue(model.remove(waiting.first()), "seed " + seed);
                        waiting.removeFirst();
                    }
                }
                default -> {
                    waiting.add(range);
                    if (!model.contains(range)) {
                        model.add(range);
                    }
                }
            }
            assertEquals(model.size(), waiting.size(), "seed " + seed);
        }
    }
}
