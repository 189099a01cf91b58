package p2p.cli.control;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import p2p.cli.output.Look;

/** Tells somebody at a terminal what a command waits for, once it has waited for some seconds. */
final class SlowAnswer implements AutoCloseable {

    private static final int SOME_SECONDS = 3;
    private static final int ERRORS = 2;

    private final CountDownLatch answered = new CountDownLatch(1);

    static SlowAnswer within(Duration patience, Consumer<String> told) {
        var slow = new SlowAnswer();
        if (patience.toSeconds() > SOME_SECONDS && Look.isTerminal(ERRORS)) {
            Thread.ofVirtual().start(() -> slow.tell(patience, told));
        }
        return slow;
    }

    private void tell(Duration patience, Consumer<String> told) {
        try {
            if (!answered.await(SOME_SECONDS, TimeUnit.SECONDS)) {
                told.accept(
                        "Waiting for the p2p service to answer, for up to %d s."
                                .formatted(patience.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        answered.countDown();
    }
}
