package p2p.tracker.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refusals;
import p2p.tracker.refusal.Refused;

/**
 * Work for one peer, done one after the other. While the database is away the work at hand is tried
 * again and again, and the rest waits; where it takes too long, the work is tried some times.
 */
final class Mailbox {

    private static final int ATTEMPTS_WHILE_BUSY = 5;

    private final SessionThreads threads;
    private final Duration pause;
    private final Consumer<Refused> failed;
    private final Queue<Item> waiting = new ArrayDeque<>();
    private int attempts;

    private record Item(CompletableFuture<?> before, Runnable work) {}

    /** What fails is tried again after this pause. */
    Mailbox(SessionThreads threads, Duration pause, Consumer<Refused> failed) {
        this.threads = threads;
        this.pause = pause;
        this.failed = failed;
    }

    void add(Runnable work) {
        add(CompletableFuture.completedFuture(null), work);
    }

    /** Work that is not begun before something else is done; no thread waits for that. */
    synchronized void add(CompletableFuture<?> before, Runnable work) {
        waiting.add(new Item(before, work));
        if (waiting.size() == 1) {
            begin();
        }
    }

    private void begin() {
        waiting.element().before().whenComplete((_, _) -> threads.execute(this::next));
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
        return waiting.element().work();
    }

    private synchronized void done() {
        attempts = 0;
        waiting.remove();
        if (!waiting.isEmpty()) {
            begin();
        }
    }
}
