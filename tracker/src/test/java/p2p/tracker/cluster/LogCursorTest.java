package p2p.tracker.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogCursorTest {

    private final LogCursor cursor = new LogCursor();

    @Test
    void anEventOfATransactionThatCommitsLateIsNotSkipped() {
        assertTrue(cursor.take(2, 11));
        cursor.advance(10);
        assertFalse(cursor.take(2, 11));
        assertTrue(cursor.take(1, 10));
        cursor.advance(12);
        assertEquals(12, cursor.oldestOpen());
    }

    @Test
    void theOldestOpenTransactionNeverGoesBack() {
        cursor.advance(10);
        cursor.advance(9);
        assertEquals(10, cursor.oldestOpen());
    }

    private record Event(long id, long transaction) {}

    /** Transactions open, write and commit in any order; the reader looks at any moment. */
    @Test
    void everyEventIsTakenOnce() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            var open = new HashMap<Long, List<Event>>();
            var visible = new ArrayList<Event>();
            var taken = new ArrayList<Event>();
            var reader = new LogCursor();
            long nextTransaction = 1;
            long nextId = 1;
            for (int step = 0; step < 200; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> open.put(nextTransaction++, new ArrayList<>());
                    case 1 -> {
                        for (Map.Entry<Long, List<Event>> one : open.entrySet()) {
                            if (random.nextBoolean()) {
                                one.getValue().add(new Event(nextId++, one.getKey()));
                            }
                        }
                    }
                    case 2 ->
                            open.keySet().stream()
                                    .skip(open.isEmpty() ? 0 : random.nextInt(open.size()))
                                    .findFirst()
                                    .ifPresent(one -> visible.addAll(open.remove(one)));
                    default -> read(reader, open, visible, taken, nextTransaction);
                }
            }
            open.values().forEach(visible::addAll);
            open.clear();
            read(reader, open, visible, taken, nextTransaction);
            assertEquals(visible.size(), taken.size(), "seed " + seed);
            assertEquals(new HashSet<>(visible), new HashSet<>(taken), "seed " + seed);
        }
    }

    private static void read(
            LogCursor reader,
            Map<Long, List<Event>> open,
            List<Event> visible,
            List<Event> taken,
            long next) {
        visible.stream()
                .filter(event -> event.transaction >= reader.oldestOpen())
                .filter(event -> reader.take(event.id, event.transaction))
                .forEach(taken::add);
        reader.advance(open.keySet().stream().min(Long::compare).orElse(next));
    }
}
