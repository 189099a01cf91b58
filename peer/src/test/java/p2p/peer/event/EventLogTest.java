package p2p.peer.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final EventLog log = new EventLog(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void whoAsksWhereTheStreamStandsIsToldAtOnce() {
        log.add("left", "films", "bob", null, "bob left.");
        assertEquals(new EventBatch(1, List.of()), after(-1, Duration.ofMinutes(1)).join());
    }

    @Test
    void whatHappenedSinceIsToldAtOnce() {
        log.add("left", "films", "bob", null, "bob left.");
        log.add("left", "films", "cid", null, "cid left.");
        assertEquals(
                new EventBatch(
                        2,
                        List.of(new PeerEvent(2, NOW, "left", "films", "cid", null, "cid left."))),
                after(1, Duration.ofMinutes(1)).join());
    }

    @Test
    void whoWaitsHearsTheNextEvent() {
        CompletableFuture<EventBatch> waiting = after(0, Duration.ofMinutes(1));
        assertFalse(waiting.isDone());
        log.add("left", "films", "bob", null, "bob left.");
        assertEquals(1, waiting.join().events().size());
        assertEquals(1, waiting.join().last());
    }

    @Test
    void whoWaitsInVainHearsNothing() {
        assertEquals(new EventBatch(0, List.of()), after(0, Duration.ofMillis(10)).join());
    }

    @Test
    void theLastOnesAreShownOldestFirst() {
        assertEquals(new EventBatch(0, List.of()), log.recent(2));
        for (String user : List.of("ann", "bob", "cid")) {
            log.add("left", "films", user, null, user + " left.");
        }
        EventBatch recent = log.recent(2);
        assertEquals(3, recent.last());
        assertEquals(
                List.of("bob left.", "cid left."),
                recent.events().stream().map(PeerEvent::text).toList());
        assertEquals(3, log.recent(50).events().size());
    }

    @Test
    void onlyTheLastThousandAreKept() {
        for (int i = 0; i < 1500; i++) {
            log.add("left", "films", "bob", null, "bob left.");
        }
        EventBatch batch = after(1, Duration.ZERO).join();
        assertEquals(1500, batch.last());
        assertEquals(1000, batch.events().size());
        assertEquals(501, batch.events().getFirst().number());
    }

    private CompletableFuture<EventBatch> after(long number, Duration wait) {
        return log.after(number, wait).toCompletableFuture();
    }
}
