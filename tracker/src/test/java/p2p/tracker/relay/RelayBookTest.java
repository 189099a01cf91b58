package p2p.tracker.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.relay.RelayBook.Arrival.COMPLETES;
import static p2p.tracker.relay.RelayBook.Arrival.TURNED_AWAY;
import static p2p.tracker.relay.RelayBook.Arrival.WAITS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RelayBookTest {

    private static final UUID RELAY = UUID.randomUUID();

    private final Instant start = Instant.parse("2026-11-29T12:00:00Z");
    private final RelayBook<String> book = new RelayBook<>(new RelayBook.Bounds(4, 3, 2), RELAY);

    private Meeting meeting(String downloader, String seeder) {
        return PassTest.meeting(RELAY, start, downloader, seeder);
    }

    private static Pass down(Meeting meeting) {
        return new Pass(Pass.Side.DOWNLOADER, meeting);
    }

    private static Pass up(Meeting meeting) {
        return new Pass(Pass.Side.SEEDER, meeting);
    }

    @Test
    void theTwoOfAMeetingAreJoinedOnceAndByNobodyElse() {
        Meeting meeting = meeting("bob", "ann");
        assertEquals(WAITS, book.comes(down(meeting), "b", start));
        assertEquals(TURNED_AWAY, book.comes(down(meeting), "thief", start));
        assertEquals(COMPLETES, book.comes(up(meeting), "a", start));
        var pair = book.complete("a").orElseThrow();
        assertTrue(book.join(pair));
        assertEquals("b", pair.side(Pass.Side.DOWNLOADER));
        assertEquals("a", pair.side(Pass.Side.SEEDER));
        assertEquals(TURNED_AWAY, book.comes(up(meeting), "thief", start));

        assertEquals(Set.of("a", "b"), Set.copyOf(book.leaves("b", start)));
        assertEquals(0, book.size());
        assertEquals(List.of(), book.leaves("a", start));
        for (Pass used : List.of(down(meeting), up(meeting))) {
            assertEquals(TURNED_AWAY, book.comes(used, "again", start));
        }
    }

    @Test
    void aPassIsForOneRunOfOneRelayAndForAMinute() {
        Meeting elsewhere = PassTest.meeting(UUID.randomUUID(), start, "bob", "ann");
        assertEquals(TURNED_AWAY, book.comes(down(elsewhere), "b", start));
        for (Duration off : List.of(Duration.ofSeconds(61), Duration.ofSeconds(-61))) {
            assertFalse(meeting("bob", "ann").isGoodAt(start.plus(off)));
        }
        for (Duration off : List.of(Duration.ofSeconds(60), Duration.ofSeconds(-60))) {
            assertTrue(meeting("bob", "ann").isGoodAt(start.plus(off)));
        }
        assertEquals(0, book.size());
    }

    @Test
    void whoIsNotMetInTimeGoes() {
        Meeting late = meeting("bob", "ann");
        book.comes(down(late), "b", start);
        Meeting joined = meeting("cid", "ann");
        book.comes(down(joined), "c", start);
        book.comes(up(joined), "a", start);
        assertTrue(book.join(book.complete("a").orElseThrow()));

        assertEquals(List.of(), book.overdue(start.plusSeconds(10)));
        assertEquals(List.of("b"), book.overdue(start.plusSeconds(11)));
        assertEquals(TURNED_AWAY, book.comes(up(late), "a", start.plusSeconds(11)));
        assertEquals(1, book.size());
    }

    @Test
    void whatWasCutIsNotJoined() {
        Meeting meeting = meeting("bob", "ann");
        book.comes(down(meeting), "b", start);
        book.comes(up(meeting), "a", start);
        var pair = book.complete("a").orElseThrow();
        assertEquals(Set.of("a", "b"), Set.copyOf(book.cut(it -> it.isOf(2), start)));
        assertFalse(book.join(pair));
        assertTrue(book.complete("a").isEmpty());
    }

    @Test
    void thereIsRoomForSoManyOfAPersonOfTwoAndInAll() {
        assertEquals(WAITS, book.comes(down(meeting("bob", "ann")), "1", start));
        assertEquals(WAITS, book.comes(down(meeting("bob", "ann")), "2", start));
        assertEquals(TURNED_AWAY, book.comes(down(meeting("bob", "ann")), "3", start));
        assertEquals(WAITS, book.comes(down(meeting("cid", "ann")), "4", start));
        assertEquals(TURNED_AWAY, book.comes(down(meeting("dot", "ann")), "5", start));
        assertEquals(WAITS, book.comes(down(meeting("cid", "dot")), "6", start));
        assertEquals(TURNED_AWAY, book.comes(down(meeting("eve", "fay")), "7", start));
        book.leaves("1", start);
        assertEquals(WAITS, book.comes(down(meeting("eve", "fay")), "8", start));
    }
}
