package p2p.cli.control;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again until something has happened, or until the user presses Ctrl-C. */
public final class Patience implements AutoCloseable {

    /** What a shell expects of a program that Ctrl-C ended. */
    public static final int INTERRUPTED = 130;

    private static final long LOOK_MILLIS = 100;

    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final Surroundings.Interruptible handler;

    /** {@code whenInterrupted} runs on another thread. */
    public Patience(Surroundings surroundings, Runnable whenInterrupted) {
        handler =
                surroundings.onInterrupt(() -> {
                    whenInterrupted.run();
                    interrupted.countDown();
                });
    }

    /** Waits a moment; false once the user has had enough. */
    public boolean again() {
        try {
            return !interrupted.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        handler.close();
    }
}
