package p2p.peer.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The bucket in made-up time: what the limits promise must not hang on a loaded machine. */
class UploadRateTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void tenSecondsHoldTheLimitWithinFivePercent() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (long limit : new long[] {50_000, 1 << 20, 50 << 20, 1L << 30}) {
            UploadRate rate = new UploadRate();
            rate.limitTo(limit, 0);
            long sent = 0;
            long now = 0;
            while (now < 10 * SECOND) {
                long delay = rate.delay(now);
                if (delay > 0) {
                    now += delay + random.nextLong(5_000_000);
                    continue;
                }
                int chunk = rate.largestChunk(1 << 20);
                rate.sent(chunk);
                sent += chunk;
            }
            double share = sent / (10.0 * limit);
            assertTrue(share > 0.95 && share < 1.05, "seed " + seed + ": " + share);
        }
    }

    @Test
    void withoutALimitNothingWaitsAndChunksAreWhole() {
        UploadRate rate = new UploadRate();
        assertEquals(0, rate.delay(1));
        rate.sent(1 << 30);
        assertEquals(0, rate.delay(2));
        assertEquals(1 << 20, rate.largestChunk(1 << 20));
    }

    @Test
    void whoWasSilentDoesNotSaveUpForABurst() {
        UploadRate rate = new UploadRate();
        rate.limitTo(1 << 20, 0);
        assertEquals(0, rate.delay(60 * SECOND));
        int sent = 0;
        while (rate.delay(60 * SECOND) == 0) {
            sent += rate.largestChunk(1 << 20);
            rate.sent(rate.largestChunk(1 << 20));
        }
        assertTrue(sent <= (1 << 20) / 4, sent + " at once");
    }
}
