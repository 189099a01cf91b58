package p2p.tracker.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import p2p.tracker.account.Person;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;

class CodeGuessesTest {

    private static final Source HERE = Source.of("192.0.2.1");

    private final CodeGuesses guesses = new CodeGuesses(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void checksOfAnAddressTakeNoAcceptanceItsTurn() {
        for (int i = 0; i < 50; i++) {
            guesses.check(HERE);
        }
        Refused check = assertThrows(Refused.class, () -> guesses.check(HERE));
        assertEquals(Refusal.TOO_MANY_ATTEMPTS, check.refusal());
        assertEquals(Optional.of(Duration.ofSeconds(2)), check.retryAfter());
        guesses.check(Source.of("192.0.2.2"));
        for (int i = 0; i < 50; i++) {
            guesses.attempt(new Person(i, "p" + i), HERE);
        }
        assertThrows(Refused.class, () -> guesses.attempt(new Person(99, "eve"), HERE));
    }
}
