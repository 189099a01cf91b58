package p2p.cli.control;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Looks again and again until something has happened, or until the user presses Ctrl-C. */
public final class Patience implements AutoCloseable {

    /** What a shell expects of a program that Ctrl-C ended. */
    public static final int INTERRUPTED = 130;

    private static final long LOOK_MILLIS = 100;

    private final Semaphore news = new Semaphore(0);
    private final Surroundings.Interruptible handler;
    private volatile boolean interrupted;

    /** {@code whenInterrupted} runs on another thread. */
    public Patience(Surroundings surroundings, Runnable whenInterrupted) {
        handler =
                surroundings.onInterrupt(() -> {
                    whenInterrupted.run();
                    interrupted = true;
                    wake();
                });
    }

    /** Waits a moment; false once the user has had enough. */
    public boolean again() {
        return again(LOOK_MILLIS);
    }

    /** Waits so long at most, and less where it is woken; false once the user has had enough. */
    public boolean again(long millis) {
        try {
            if (!interrupted && news.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
            return !interrupted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** There is something to look at now. */
    public void wake() {
        news.release();
    }

    @Override
    public void close() {
        handler.close();
    }
}
