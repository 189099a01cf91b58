package p2p.tracker.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final List<String> sent = new ArrayList<>();
    private final Outbox outbox = new Outbox(2, 3, sent::add);

    @Test
    void nothingIsSentBeforeTheFirstMessage() {
        assertTrue(outbox.offer("b"));
        assertEquals(List.of(), sent);
        outbox.open(List.of("a"));
        assertEquals(List.of("a", "b"), sent);
    }

    @Test
    void noMoreIsUnderWayThanTheWindowHolds() {
        outbox.open(List.of());
        for (String message : List.of("a", "b", "c", "d")) {
            assertTrue(outbox.offer(message));
        }
        assertEquals(List.of("a", "b"), sent);
        assertTrue(outbox.acknowledged(1));
        assertEquals(List.of("a", "b", "c"), sent);
        assertTrue(outbox.acknowledged(2));
        assertEquals(List.of("a", "b", "c", "d"), sent);
    }

    @Test
    void whatIsOutOfDateIsNotSent() {
        outbox.open(List.of("a", "b"));
        outbox.offer("joined", "seeder");
        outbox.offer("other");
        outbox.offer("left", "seeder");
        outbox.acknowledged(2);
        assertEquals(List.of("a", "b", "other", "left"), sent);
    }

    @Test
    void aPeerThatIsTooSlowIsSeen() {
        outbox.open(List.of("a", "b"));
        assertTrue(outbox.offer("1"));
        assertTrue(outbox.offer("2"));
        assertTrue(outbox.offer("3"));
        assertFalse(outbox.offer("4"));
    }

    @Test
    void moreThanWasSentCannotBeAcknowledged() {
        outbox.open(List.of("a"));
        assertFalse(outbox.acknowledged(0));
        assertFalse(outbox.acknowledged(-1));
        assertFalse(outbox.acknowledged(2));
        assertTrue(outbox.acknowledged(1));
        assertFalse(outbox.acknowledged(1));
    }
}
