package p2p.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waiting. */
public final class Patience {

    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private Patience() {}

    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Whether it came true in time; what fails meanwhile is asked again. */
    public static boolean await(Duration time, Callable<Boolean> condition) {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            try {
                if (condition.call()) {
                    return true;
                }
            } catch (Exception e) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("never came true", e);
                }
            }
            if (System.nanoTime() > end) {
                return false;
            }
            pause(BETWEEN_LOOKS_MILLIS);
        }
    }
}
