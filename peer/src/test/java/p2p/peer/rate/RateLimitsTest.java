package p2p.peer.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitsTest {

    private static final RateLimits PLAIN = new RateLimits(100, 0);

    @ParameterizedTest
    @CsvSource({
        "07:59:59, 100, 0", "08:00, 1, 0", "12:30, 1, 7", "17:59:59, 1, 7", "18:00, 100, 0",
        "21:59, 100, 0", "22:00, 0, 0", "00:00, 0, 0", "05:59, 0, 0", "06:00, 100, 0"
    })
    void eachTimeOfTheDayHasItsLimits(LocalTime time, long up, long down) {
        RateLimits limits =
                PLAIN.with(new TimedLimit("08:00-18:00", 1L, null))
                        .with(new TimedLimit("12:00-18:00", null, 7L))
                        .with(new TimedLimit("22:00-06:00", 0L, null));
        assertEquals(new RateLimits(up, down), limits.at(time));
    }

    @Test
    void whatIsSaidLastHolds() {
        RateLimits limits =
                PLAIN.with(new TimedLimit("08:00-18:00", 1L, 2L))
                        .with(new TimedLimit("09:00-10:00", 3L, null))
                        .with(new TimedLimit("08:00-18:00", 5L, null));
        assertEquals(2, limits.times().size());
        assertEquals(new RateLimits(5, 2), limits.at(LocalTime.of(9, 30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8:00-18:00", "08:00-24:00", "08:00", "08:60-09:00", "08:00-08:00", ""})
    void whatIsNoTimeIsRefused(String between) {
        assertFalse(TimedLimit.isTime(between));
        assertFalse(PLAIN.with(new TimedLimit(between, 1L, 1L)).isSound());
    }

    @Test
    void amountsAndCountAreBounded() {
        assertTrue(PLAIN.isSound());
        assertFalse(new RateLimits(-1, 0).isSound());
        assertFalse(PLAIN.with(new TimedLimit("08:00-18:00", -1L, null)).isSound());
        var one = new TimedLimit("08:00-18:00", 1L, null);
        assertTrue(new RateLimits(0, 0, List.of(one)).isSound());
        RateLimits many = PLAIN;
        for (int minute = 1; minute <= RateLimits.MOST_TIMED + 1; minute++) {
            many = many.with(new TimedLimit("08:00-09:%02d".formatted(minute), 1L, null));
            assertEquals(minute <= RateLimits.MOST_TIMED, many.isSound());
        }
    }
}
