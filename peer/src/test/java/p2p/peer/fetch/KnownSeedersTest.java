package p2p.peer.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import p2p.peer.reach.Whereabouts;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;

class KnownSeedersTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;
    private static final Fingerprint PEER = new Fingerprint("0f".repeat(32));
    private static final Whereabouts CONTACT =
            Whereabouts.checked(
                    new PeerContact(new HostPort("127.0.0.1", 1), PEER, Encryption.OFF));

    private final KnownSeeders seeders = new KnownSeeders(new SplittableRandom(1));
    private long now;

    @BeforeEach
    void add() {
        seeders.add(CONTACT);
    }

    private void assertTriedWithin(long least, long most) {
        assertEquals(List.of(), seeders.toTry(now + least - 1), "too early");
        assertEquals(List.of(CONTACT), seeders.toTry(now + most), "too late");
    }

    @Test
    void whoNeverWelcomesIsTriedEverMoreSeldom() {
        assertEquals(List.of(CONTACT), seeders.toTry(now));
        seeders.failed(PEER, now);
        assertTriedWithin(250 * MILLI, 500 * MILLI);
        seeders.failed(PEER, now);
        assertTriedWithin(500 * MILLI, SECOND);
        for (int i = 0; i < 10; i++) {
            seeders.failed(PEER, now);
        }
        assertTriedWithin(16 * SECOND, 32 * SECOND);
    }

    @Test
    void soIsWhoBreaksOffSoonAfterTheWelcome() {
        for (int i = 0; i < 10; i++) {
            now += 40 * SECOND;
            seeders.welcomed(PEER, now);
            now += 10 * SECOND - 1;
            seeders.failed(PEER, now);
        }
        assertTriedWithin(16 * SECOND, 32 * SECOND);
    }

    @Test
    void aConnectionThatLastedMakesUpForEarlierFailures() {
        for (int i = 0; i < 10; i++) {
            seeders.failed(PEER, now);
        }
        seeders.welcomed(PEER, now);
        now += 10 * SECOND;
        seeders.failed(PEER, now);
        assertTriedWithin(250 * MILLI, 500 * MILLI);
        seeders.failed(PEER, now);
        assertTriedWithin(500 * MILLI, SECOND);
    }

    @Test
    void whoeverTheTrackerNamesAnewOrATicketIsThereForIsTriedAtOnce() {
        seeders.failed(PEER, now);
        seeders.add(CONTACT);
        assertEquals(List.of(CONTACT), seeders.toTry(now));
        seeders.failed(PEER, now);
        seeders.forgive();
        assertEquals(List.of(CONTACT), seeders.toTry(now));
    }

    @Test
    void whoIsBannedIsNotTried() {
        seeders.ban(PEER);
        assertEquals(List.of(), seeders.toTry(now));
    }
}
