package p2p.tracker.swarm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import p2p.tracker.api.Refusal;
import p2p.tracker.api.Refusals;
import p2p.tracker.api.Refused;

/**
 * Work for one peer, done one after the other. While the database is away the work at hand is tried
 * again and again, and the rest waits; where it takes too long, the work is tried some times.
 */
final class Mailbox {

    private static final int ATTEMPTS_WHILE_BUSY = 5;

    private final SwarmThreads threads;
    private final Duration pause;
    private final Consumer<Refused> failed;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int attempts;

    /** What fails is tried again after this pause. */
    Mailbox(SwarmThreads threads, Duration pause, Consumer<Refused> failed) {
        this.threads = threads;
        this.pause = pause;
        this.failed = failed;
    }

    synchronized void add(Runnable work) {
        waiting.add(work);
        if (waiting.size() == 1) {
            threads.execute(this::next);
        }
    }

    private void next() {
        try {
            first().run();
        } catch (RuntimeException e) {
            Refused refused = Refusals.of(e);
            if (isToBeTriedAgain(refused.refusal())) {
                threads.executeIn(pause.toMillis(), TimeUnit.MILLISECONDS, this::next);
                return;
            }
            failed.accept(refused);
        }
        done();
    }

    private synchronized boolean isToBeTriedAgain(Refusal why) {
        return why == Refusal.DATABASE_AWAY
                || (why == Refusal.BUSY && ++attempts < ATTEMPTS_WHILE_BUSY);
    }

    private synchronized Runnable first() {
        return waiting.element();
    }

    private synchronized void done() {
        attempts = 0;
        waiting.remove();
        if (!waiting.isEmpty()) {
            threads.execute(this::next);
        }
    }
}
