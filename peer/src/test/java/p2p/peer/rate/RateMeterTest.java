package p2p.peer.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import p2p.peer.choose.Simulation;

class RateMeterTest {

    private static final long SECOND = Simulation.SECOND;
    private static final long TENTH = SECOND / 10;

    private final RateMeter meter = new RateMeter();

    /** Steady bytes in tenths of a second; says the time at the end. */
    private long run(long from, int seconds, int bytesPerSecond) {
        meter.start(from);
        long now = from;
        for (int i = 0; i < 10 * seconds; i++) {
            now += TENTH;
            meter.add(bytesPerSecond / 10, now);
        }
        return now;
    }

    @Test
    void aModestRateIsTheFirstGuess() {
        assertEquals(256 << 10, meter.rate(0), 1);
        assertFalse(meter.isProven());
    }

    @Test
    void aSteadyRateIsMeasured() {
        long now = run(0, 10, 1_000_000);
        assertTrue(meter.isProven());
        assertEquals(1_000_000, meter.rate(now), 50_000);
        assertEquals(10_000_000, meter.total());
    }

    @Test
    void aChangeShowsWithinSeconds() {
        long now = run(0, 10, 1_000_000);
        now = run(now, 10, 100_000);
        assertEquals(100_000, meter.rate(now), 15_000);
    }

    @Test
    void idleTimeDoesNotCount() {
        long now = run(0, 10, 1_000_000);
        meter.stop(now);
        assertEquals(1_000_000, meter.rate(now + 3600 * SECOND), 50_000);
        meter.start(now + 3600 * SECOND);
        assertEquals(1_000_000, meter.rate(now + 3600 * SECOND), 50_000);
    }

    @Test
    void theFirstGuessIsForgottenEvenIfNearlyNothingComes() {
        long now = run(0, 600, 60);
        assertFalse(meter.isProven());
        assertEquals(60 + 65536 / 600.0, meter.rate(now), 1);
    }

    @Test
    void silenceLowersTheRateButNeverToNothing() {
        long now = run(0, 10, 1_000_000);
        assertTrue(meter.rate(now + 5 * SECOND) < 100_000);
        assertEquals(1, meter.rate(now + 3600 * SECOND));
    }
}
