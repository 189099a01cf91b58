package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final Duration FAR = Duration.ofMillis(200);
    private static final double MIB = 1 << 20;
    private static final long PLENTY = 1L << 40;

    private final Lanes lanes = new Lanes(LaneSettings.DEFAULT);
    private long now = 1;
    private double received;

    private void joined(int seeder, Duration roundTrip) {
        lanes.joined(seeder, 1, roundTrip, (long) received, now);
    }

    /** Of one seeder, which gives so much for so many connections. */
    private void pass(double seconds, IntToDoubleFunction rate) {
        pass(seconds, rate, false, PLENTY);
    }

    private void pass(double seconds, IntToDoubleFunction rate, boolean isHeldBack, long missing) {
        for (int step = 0; step < seconds * 4; step++) {
            now += 250_000_000L;
            received += rate.applyAsDouble(lanes.wanted(0)) / 4;
            lanes.step((long) received, isHeldBack, missing, _ -> true, now);
        }
    }

    @Test
    void doublesAsLongAsMoreComesOfIt() {
        joined(0, FAR);
        assertEquals(1, lanes.wanted(0));
        pass(5, count -> count * MIB);
        assertEquals(2, lanes.wanted(0));
        pass(5, count -> count * MIB);
        assertEquals(4, lanes.wanted(0));
        pass(60, count -> count * MIB);
        assertEquals(16, lanes.wanted(0));
    }

    @Test
    void goesBackWhereNothingComesOfItAndTriesAgainLater() {
        joined(0, FAR);
        pass(5, _ -> 10 * MIB);
        assertEquals(2, lanes.wanted(0));
        pass(5, _ -> 10 * MIB);
        assertEquals(1, lanes.wanted(0));
        pass(28, _ -> 10 * MIB);
        assertEquals(1, lanes.wanted(0));
        pass(5, _ -> 10 * MIB);
        assertEquals(2, lanes.wanted(0));
        pass(5, _ -> 10 * MIB);
        assertEquals(1, lanes.wanted(0));
        pass(55, _ -> 10 * MIB);
        assertEquals(1, lanes.wanted(0));
    }

    @Test
    void whileItIsGettingFasterByItselfNothingIsTried() {
        joined(0, FAR);
        var rate = new double[] {MIB};
        pass(40, _ -> rate[0] *= 1.05);
        assertEquals(1, lanes.wanted(0));
        pass(5, _ -> rate[0]);
        assertEquals(2, lanes.wanted(0));
    }

    @Test
    void keepsWhatFillsTheWay() {
        joined(0, FAR);
        pass(25, count -> Math.min(3.5 * MIB, count * MIB));
        assertEquals(4, lanes.wanted(0));
    }

    @Test
    void aSeederThatIsNearHasOneConnection() {
        joined(0, Duration.ofMillis(9));
        pass(60, count -> count * MIB);
        assertEquals(1, lanes.wanted(0));
        joined(0, Duration.ofMillis(10));
        pass(5, count -> count * MIB);
        assertEquals(2, lanes.wanted(0));
    }

    @Test
    void whoLimitsItselfOpensNoMore() {
        joined(0, FAR);
        pass(60, count -> count * MIB, true, PLENTY);
        assertEquals(1, lanes.wanted(0));
        pass(5, count -> count * MIB);
        assertEquals(2, lanes.wanted(0));
        pass(0.25, count -> count * MIB, true, PLENTY);
        assertEquals(1, lanes.wanted(0));
    }

    @Test
    void nothingIsTriedForTheLastSeconds() {
        joined(0, FAR);
        pass(60, _ -> MIB, false, 6 << 20);
        assertEquals(1, lanes.wanted(0));
        pass(5, _ -> MIB, false, 7 << 20);
        assertEquals(2, lanes.wanted(0));
    }

    @Test
    void whoIsChokedIsNotTried() {
        joined(0, FAR);
        for (int step = 0; step < 100; step++) {
            now += 250_000_000L;
            received += MIB;
            lanes.step((long) received, false, PLENTY, _ -> false, now);
        }
        assertEquals(1, lanes.wanted(0));
    }

    @Test
    void whatIsRefusedOrBreaksIsNotOpenedAgainAtOnce() {
        joined(0, FAR);
        pass(15, count -> count * MIB);
        assertEquals(8, lanes.wanted(0));
        lanes.lost(0, 5, now);
        assertEquals(5, lanes.wanted(0));
        pass(28, count -> count * MIB);
        assertEquals(5, lanes.wanted(0));
        pass(6, count -> count * MIB);
        assertEquals(10, lanes.wanted(0));
    }

    @Test
    void oneSeederIsTriedAfterTheOther() {
        joined(0, FAR);
        joined(1, FAR);
        pass(5, count -> count * MIB);
        assertEquals(3, lanes.wanted(0) + lanes.wanted(1));
        pass(5, _ -> 10 * MIB);
        pass(5, _ -> 10 * MIB);
        lanes.left(0);
        lanes.left(1);
        assertEquals(2, lanes.wanted(0) + lanes.wanted(1));
    }

    @Test
    void whatIsOpenWhenTheFirstComesBackStays() {
        lanes.joined(0, 4, FAR, 0, now);
        assertEquals(4, lanes.wanted(0));
    }
}
