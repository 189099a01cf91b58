package p2p.tracker.account;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JustHashedTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final JustHashed passwords = new JustHashed(new byte[] {1, 2, 3}, clock);

    @Test
    void whatWasHashedIsKnownOnce() {
        passwords.add("hash", "correct horse");
        assertTrue(passwords.take("hash", "correct horse"));
        assertFalse(passwords.take("hash", "correct horse"));
    }

    @Test
    void anotherPasswordIsNotKnownAndUsesItUp() {
        passwords.add("hash", "correct horse");
        assertFalse(passwords.take("hash", "correct horse "));
        assertFalse(passwords.take("hash", "correct horse"));
    }

    @Test
    void anotherHashIsNotKnown() {
        passwords.add("hash", "correct horse");
        assertFalse(passwords.take("other", "correct horse"));
        assertTrue(passwords.take("hash", "correct horse"));
    }

    @Test
    void afterTenSecondsItIsForgotten() {
        passwords.add("hash", "correct horse");
        now = START.plusSeconds(10);
        assertFalse(passwords.take("hash", "correct horse"));
    }

    @Test
    void aFloodOfAccountsIsNotRemembered() {
        for (int i = 0; i < 300; i++) {
            passwords.add("hash" + i, "correct horse");
        }
        assertTrue(passwords.take("hash255", "correct horse"));
        assertFalse(passwords.take("hash256", "correct horse"));
        now = START.plusSeconds(10);
        passwords.add("later", "correct horse");
        assertTrue(passwords.take("later", "correct horse"));
    }
}
