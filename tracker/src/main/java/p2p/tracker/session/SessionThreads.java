package p2p.tracker.session;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * So few threads that peers that all come at once do not take every connection to PostgreSQL. What
 * is begun goes on before anybody new is let in; of those who wait for that, who came last is
 * first, since who has waited for long has given up, or will before it is of use.
 */
@ApplicationScoped
class SessionThreads {

    private static final Logger LOG = Logger.getLogger(SessionThreads.class);
    private static final int WORKERS = 8;
    private static final int PATIENCE_SECONDS = 10;

    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    WORKERS, Thread.ofPlatform().daemon().name("session-", 1).factory());
    private final Queue<Runnable> begun = new ConcurrentLinkedQueue<>();
    private final Deque<Runnable> arriving = new ConcurrentLinkedDeque<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("session-timer").factory());

    /** May block. */
    void execute(Runnable work) {
        begun.add(work);
        unlessStopped(() -> workers.execute(this::next));
    }

    /** The same for somebody who is new. */
    void executeForNew(Runnable work) {
        arriving.add(work);
        unlessStopped(() -> workers.execute(this::next));
    }

    /** Called once for each work that was added, so that there is one. */
    private void next() {
        if (!workers.isShutdown()) {
            Runnable work = begun.poll();
            (work == null ? arriving.removeLast() : work).run();
        }
    }

    void executeIn(long delay, TimeUnit unit, Runnable work) {
        unlessStopped(() -> timer.schedule(() -> execute(work), delay, unit));
    }

    private static void unlessStopped(Runnable start) {
        try {
            start.run();
        } catch (RejectedExecutionException e) {
            LOG.debug("the tracker stops, work is left undone", e);
        }
    }

    /** Must not block. */
    void everySecond(Runnable work) {
        timer.scheduleAtFixedRate(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.error("a look at the peers failed", e);
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
    }

    /** What is being done needs the database, which closes next; what waits is left undone. */
    void stop(@Observes @Priority(1000) ShutdownEvent stopping) throws InterruptedException {
        timer.shutdownNow();
        workers.shutdown();
        if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            workers.shutdownNow();
        }
    }
}
