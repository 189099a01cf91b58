package p2p.tracker.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LogCursorTest {

    @Test
    void aSnapshotSaysWhichTransactionsHaveEnded() {
        Snapshot snapshot = Snapshot.of("10:14:10,12");
        assertEquals(14, snapshot.next());
        assertEquals(List.of(10L, 12L), snapshot.running());
        assertTrue(snapshot.sees(9));
        assertFalse(snapshot.sees(10));
        assertTrue(snapshot.sees(11));
        assertFalse(snapshot.sees(12));
        assertTrue(snapshot.sees(13));
        assertFalse(snapshot.sees(14));
        assertEquals(List.of(), Snapshot.of("10:10:").running());
        Snapshot late = Snapshot.of("18446744073709551614:18446744073709551615:");
        assertTrue(late.sees(-2));
        assertFalse(late.sees(-1));
    }

    @Test
    void whatIsBeingReadStaysSoUntilAllOfItIs() {
        var cursor = new LogCursor(Snapshot.of("1:1:"));
        Snapshot seen = Snapshot.of("5:5:");
        cursor.stepped(seen, 7);
        assertEquals(Optional.of(seen), cursor.now());
        assertEquals(7, cursor.upTo());
        assertEquals(Snapshot.of("1:1:"), cursor.done());
        cursor.finished(seen);
        assertEquals(Optional.empty(), cursor.now());
        assertEquals(0, cursor.upTo());
        assertEquals(seen, cursor.done());
    }

    private record Event(long id, long transaction) {}

    /** Transactions open, write and commit in any order; the reader takes a step at any moment. */
    @Test
    void everyEventIsReadOnce() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            var open = new HashMap<Long, List<Event>>();
            var visible = new ArrayList<Event>();
            var read = new ArrayList<Event>();
            var cursor = new LogCursor(Snapshot.of("1:1:"));
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
                    default -> step(cursor, snapshot(open, nextTransaction), visible, read);
                }
            }
            open.values().forEach(visible::addAll);
            open.clear();
            for (int i = 0; i <= visible.size(); i++) {
                step(cursor, snapshot(open, nextTransaction), visible, read);
            }
            assertEquals(visible.size(), read.size(), "seed " + seed);
            assertEquals(new HashSet<>(visible), new HashSet<>(read), "seed " + seed);
        }
    }

    private static Snapshot snapshot(Map<Long, List<Event>> running, long next) {
        String open =
                running.keySet().stream()
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
        return Snapshot.of("1:" + next + ":" + open);
    }

    /** As the reader's statement does it, three rows at once. */
    private static void step(
            LogCursor cursor, Snapshot current, List<Event> visible, List<Event> read) {
        Snapshot seen = cursor.now().orElse(current);
        List<Event> found =
                visible.stream()
                        .filter(event -> !cursor.done().sees(event.transaction()))
                        .filter(event -> seen.sees(event.transaction()))
                        .filter(event -> event.id() > cursor.upTo())
                        .sorted((one, other) -> Long.compare(one.id(), other.id()))
                        .limit(3)
                        .toList();
        read.addAll(found);
        if (found.size() == 3) {
            cursor.stepped(seen, found.getLast().id());
        } else {
            cursor.finished(seen);
        }
    }
}
