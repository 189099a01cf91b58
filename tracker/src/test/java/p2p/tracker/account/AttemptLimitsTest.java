package p2p.tracker.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;

class AttemptLimitsTest {

    private final HandWoundClock clock = new HandWoundClock();
    private final AttemptLimits limits = new AttemptLimits(clock);

    @Test
    void anAccountMayBeTriedFiveTimesFromAnAddressAndThenEveryTwelveSeconds() {
        attempts("ann", "192.0.2.1", 5);
        assertEquals(Duration.ofSeconds(12), refusedFor("ANN", "192.0.2.1"));
        clock.forward(Duration.ofSeconds(11));
        assertEquals(Duration.ofSeconds(1), refusedFor("ann", "192.0.2.1"));
        clock.forward(Duration.ofSeconds(1));
        attempts("ann", "192.0.2.1", 1);
        assertEquals(Duration.ofSeconds(12), refusedFor("ann", "192.0.2.1"));
        attempts("ann", "192.0.2.2", 5);
        attempts("bob", "192.0.2.1", 5);
    }

    @Test
    void rightPasswordsCostNothing() {
        for (int i = 0; i < 1000; i++) {
            limits.attempt("ann", Source.of("192.0.2.1"));
            limits.succeeded("ann", Source.of("192.0.2.1"));
        }
        attempts("ann", "192.0.2.1", 5);
    }

    @Test
    void anAddressMayTryFiftyNamesAndThenOneEveryTwoSeconds() {
        for (int i = 0; i < 50; i++) {
            limits.attempt("user" + i, Source.of("192.0.2.1"));
        }
        assertEquals(Duration.ofSeconds(2), refusedFor("ann", "192.0.2.1"));
        attempts("ann", "192.0.2.2", 1);
    }

    @Test
    void manyAddressesTogetherAreSlowedButNotTheOwnersOwn() {
        limits.attempt("ann", Source.of("192.0.2.1"));
        limits.succeeded("ann", Source.of("192.0.2.1"));
        for (int i = 0; i < 20; i++) {
            attempts("ann", "198.51.100." + i, 5);
        }
        assertEquals(Duration.ofSeconds(6), refusedFor("ann", "198.51.100.200"));
        attempts("ann", "192.0.2.1", 5);
    }

    @Test
    void whatIsRefusedCostsTheAddressNothing() {
        attempts("ann", "192.0.2.1", 5);
        for (int i = 0; i < 100; i++) {
            refusedFor("ann", "192.0.2.1");
        }
        for (int i = 0; i < 45; i++) {
            limits.attempt("user" + i, Source.of("192.0.2.1"));
        }
        assertEquals(Duration.ofSeconds(2), refusedFor("bob", "192.0.2.1"));
        clock.forward(Duration.ofSeconds(10));
        attempts("bob", "192.0.2.1", 5);
    }

    @Test
    void anAddressMayCreateFiftyAccountsAndThenOneAMinute() {
        for (int i = 0; i < 50; i++) {
            limits.creation(Source.of("192.0.2.1"));
        }
        var refused = assertThrows(Refused.class, () -> limits.creation(Source.of("192.0.2.1")));
        assertEquals(Refusal.TOO_MANY_ATTEMPTS, refused.refusal());
        assertEquals(Duration.ofMinutes(1), refused.retryAfter().orElseThrow());
        assertEquals(
                "There were too many new accounts from your address; try again in 60 seconds.",
                refused.getMessage());
        limits.creation(Source.of("192.0.2.2"));
        clock.forward(Duration.ofMinutes(1));
        limits.creation(Source.of("192.0.2.1"));
        for (int i = 0; i < 1000; i++) {
            limits.creation(Source.of("127.0.0.1"));
            limits.creation(Source.of("0:0:0:0:0:0:0:1"));
        }
    }

    @Test
    void aHostWithManyIpv6AddressesIsOneSource() {
        attempts("ann", "2001:db8:1:2:3:4:5:6", 5);
        refusedFor("ann", "2001:db8:1:2:ffff:0:0:1");
        attempts("ann", "2001:db8:1:3:3:4:5:6", 5);
    }

    private void attempts(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            limits.requireAttemptLeft(account, Source.of(address));
            limits.attempt(account, Source.of(address));
        }
    }

    private Duration refusedFor(String account, String address) {
        var refused =
                assertThrows(Refused.class, () -> limits.attempt(account, Source.of(address)));
        assertEquals(Refusal.TOO_MANY_ATTEMPTS, refused.refusal());
        var before =
                assertThrows(
                        Refused.class,
                        () -> limits.requireAttemptLeft(account, Source.of(address)));
        assertEquals(refused.getMessage(), before.getMessage());
        return refused.retryAfter().orElseThrow();
    }

    private static final class HandWoundClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
