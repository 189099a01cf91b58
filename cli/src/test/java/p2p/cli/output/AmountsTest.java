package p2p.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "1048575, 1.0 MiB",
        "268435456, 256.0 MiB",
        "9223372036854775807, 8192.0 PiB"
    })
    void writesSizes(long bytes, String shown) {
        assertEquals(shown, Amounts.size(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "50MiB, 52428800",
        "400KiB, 409600",
        "400KiB/s, 409600",
        "1.5M, 1572864",
        "2MB, 2000000",
        "10GiB, 10737418240",
        "2048, 2048",
        "77B, 77"
    })
    void readsRates(String written, long bytes) {
        assertEquals(bytes, Amounts.parseRate(written));
    }

    @Test
    void whoForgetsTheUnitIsAsked() {
        var problem = assertThrows(IllegalArgumentException.class, () -> Amounts.parseRate("5"));
        assertEquals(
                "'5' would be 5 bytes a second; write 5MiB or 5KiB, or 5B where that is meant",
                problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "fast", "1e9", "5XiB", "99999999999", "1 2"})
    void refusesOtherRates(String written) {
        var problem =
                assertThrows(IllegalArgumentException.class, () -> Amounts.parseRate(written));
        assertEquals(
                "'" + written + "' is not a rate; write 50MiB, 400KiB, or 0 for no limit",
                problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "45, 45s", "125, 2m05s", "3780, 1h03m", "273600, 3d04h"})
    void writesTimes(long seconds, String shown) {
        assertEquals(shown, Amounts.time(Duration.ofSeconds(seconds)));
    }

    @Test
    void writesATimeThatNobodyWaitsFor() {
        assertEquals("a long time", Amounts.time(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 0%", "999, 1000, 99%", "1000, 1000, 100%", "0, 0, 100%"})
    void onlyTheWholeIsAHundredPercent(long have, long size, String shown) {
        assertEquals(shown, Amounts.percent(have, size));
    }
}
