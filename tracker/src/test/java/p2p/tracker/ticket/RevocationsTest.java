package p2p.tracker.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.TrackerMessage.Revoked;

class RevocationsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final Revocations revocations = new Revocations();

    private Revoked add(String user, Instant before) {
        var revoked = new Revoked(user, null, null, before);
        revocations.add(revoked);
        return revoked;
    }

    @Test
    void aRevocationIsKeptAsLongAsItMayConcernATicket() {
        Revoked bob = add("bob", NOW);
        Revoked eve = add("eve", NOW.plusSeconds(1));
        Instant end = NOW.plus(TicketIssuer.LIFE);
        assertEquals(List.of(bob, eve), revocations.at(end, List.of()));
        assertEquals(List.of(eve), revocations.at(end.plusSeconds(1), List.of()));
        assertEquals(List.of(), revocations.at(end.plusSeconds(2), List.of()));
    }

    @Test
    void thatOfOneDeviceConcernsAllOfThePersonsForPeersOfBefore() {
        var laptop = new Fingerprint("a".repeat(64));
        var file = new FileId("0".repeat(64));
        revocations.add(new Revoked("ann", null, null, NOW, laptop));
        assertTrue(revocations.concern("ann", "films", file, NOW));
        assertFalse(revocations.concern("ann", "films", file, NOW.plusMillis(1)));
        assertFalse(revocations.concern("bob", "films", file, NOW));
    }

    @Test
    void whatIsTooOldGoesThoughNobodyAsks() {
        add("bob", NOW);
        Revoked later = add("eve", NOW.plus(TicketIssuer.LIFE).plusMillis(1));
        assertEquals(List.of(later), revocations.at(NOW, List.of()));
    }

    @Test
    void tooManyBecomeOneThatVoidsAllTicketsUpToTheLatestOfThem() {
        for (int i = 0; i < 200; i++) {
            add("user" + i, i == 7 ? NOW : NOW.minusMillis(i + 1));
        }
        assertEquals(200, revocations.at(NOW, List.of()).size());
        add("bob", NOW.minusMillis(1));
        assertEquals(List.of(new Revoked(null, null, null, NOW)), revocations.at(NOW, List.of()));
        Revoked later = add("eve", NOW.plusMillis(1));
        assertEquals(
                List.of(new Revoked(null, null, null, NOW), later), revocations.at(NOW, List.of()));
    }

    @Test
    void thoseOfAGroupAreForWhoIsInIt() {
        var films = new Revoked("bob", "films", null, NOW);
        var songs = new Revoked("eve", "songs", null, NOW);
        revocations.add(films);
        revocations.add(songs);
        assertEquals(List.of(), revocations.at(NOW, List.of()));
        assertEquals(List.of(films), revocations.at(NOW, List.of("FILMS", "books")));
        assertEquals(List.of(songs), revocations.of("Songs"));
        var file = new FileId("0".repeat(64));
        assertTrue(revocations.concern("bob", "Films", file, NOW));
        assertFalse(revocations.concern("bob", "songs", file, NOW));
    }

    @Test
    void tooManyInAGroupVoidItsTicketsAlone() {
        for (int i = 0; i <= 200; i++) {
            revocations.add(new Revoked("user" + i, "films", null, NOW.plusMillis(i)));
        }
        assertEquals(
                List.of(new Revoked(null, "films", null, NOW.plusMillis(200))),
                revocations.at(NOW, List.of("films")));
        assertEquals(List.of(), revocations.at(NOW, List.of("songs")));
    }
}
