package p2p.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks ten times a second whether something goes on; a standstill of its own is none of that. */
final class Steady implements AutoCloseable {

    private static final int LOOKS_A_SECOND = 10;

    private final LongSupplier progress;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private long last = -1;
    private int same;
    private int longest;

    Steady(LongSupplier progress) {
        this.progress = progress;
        looks.scheduleWithFixedDelay(this::look, 0, 1000 / LOOKS_A_SECOND, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        long now = progress.getAsLong();
        same = now == last ? same + 1 : 0;
        last = now;
        longest = Math.max(longest, same);
    }

    /** Up to now there was no second without progress. */
    synchronized void check() {
        assertTrue(
                longest < LOOKS_A_SECOND, "no progress in so many tenths of a second: " + longest);
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
