package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import p2p.peer.rate.RateLimit;

class RateLimitTest {

    private static final int RATE = 10 << 20;
    private static final long MILLI = Simulation.MILLI;

    /** What a download that always wants more gets in ten seconds, asking every so often. */
    private static long[] tenSeconds(RateLimit.Share[] shares, int[] everyMillis) {
        long[] taken = new long[shares.length];
        for (int milli = 0; milli < 10_000; milli++) {
            for (int i = 0; i < shares.length; i++) {
                if (everyMillis[i] > 0 && milli % everyMillis[i] == 0) {
                    taken[i] += shares[i].take(1 << 20, milli * MILLI);
                }
            }
        }
        return taken;
    }

    @Test
    void twoHungryDownloadsShareEqually() {
        RateLimit limit = new RateLimit(RATE);
        RateLimit.Share[] shares = {limit.join(), limit.join()};
        long[] taken = tenSeconds(shares, new int[] {1, 7});
        assertEquals(5L * RATE, taken[0], 0.05 * 5 * RATE);
        assertEquals(5L * RATE, taken[1], 0.05 * 5 * RATE);
    }

    @Test
    void whatOneDoesNotTakeGoesToTheOther() {
        RateLimit limit = new RateLimit(RATE);
        RateLimit.Share[] shares = {limit.join(), limit.join()};
        long[] taken = tenSeconds(shares, new int[] {1, 0});
        assertEquals(10L * RATE, taken[0], 0.05 * 10 * RATE);
    }

    @Test
    void whatDidNotComeIsGivenBack() {
        RateLimit.Share share = new RateLimit(RATE).join();
        share.take(1, 0);
        int taken = share.take(1 << 20, 100 * MILLI);
        assertEquals(RATE / 10 / PieceGrid.BLOCK * PieceGrid.BLOCK, taken);
        assertEquals(0, share.take(1 << 20, 100 * MILLI));
        share.giveBack(taken);
        assertEquals(taken, share.take(1 << 20, 100 * MILLI));
    }

    /** Bytes granted in so many seconds to one who asks for a block whenever told to. */
    private static long granted(Budget budget, int seconds) {
        long granted = 0;
        long now = 0;
        while (now < seconds * Simulation.SECOND) {
            budget.beginRound();
            int bytes = budget.grant(PieceGrid.BLOCK, now);
            granted += bytes;
            now = bytes > 0 ? now : Math.max(now + 1, budget.limitedUntil());
        }
        return granted;
    }

    @Test
    void limitsBelowABlockPerSecondLetBlocksThroughAllTheSame() {
        List<RateLimit.Share> limits =
                List.of(new RateLimit(10_000).join(), new RateLimit(8_000).join());
        assertEquals(8_000 * 60, granted(new Budget(1 << 20, limits), 60), 2 * PieceGrid.BLOCK);
    }

    @Test
    void whatCameUnaskedIsPaidOffHoweverMuch() {
        RateLimit.Share share = new RateLimit(100_000).join();
        Budget budget = new Budget(1 << 20, List.of(share));
        share.take(PieceGrid.BLOCK, 0);
        budget.cameLate(1_000_000);
        assertEquals(1_000_000, granted(budget, 20), 2 * PieceGrid.BLOCK);
    }

    @Test
    void noLimitLetsEverythingPassAndANegativeOneIsRefused() {
        assertEquals(1 << 20, new RateLimit().join().take(1 << 20, 0));
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(-1));
    }
}
