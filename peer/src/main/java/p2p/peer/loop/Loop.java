package p2p.peer.loop;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import p2p.peer.refusal.Refusal;

/**
 * The one thread that touches what a peer knows. Everybody else hands it small tasks; it may write
 * small files, but never waits for the network.
 */
public final class Loop implements Executor, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Loop.class);

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("p2p-peer").factory());

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.error("the peer could not deal with something", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("news came after the end", e);
        }
    }

    public void run(Runnable task) {
        call(() -> {
            task.run();
            return null;
        });
    }

    public <T> T call(Supplier<T> task) {
        try {
            return thread.submit(task::get).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the peer could not do it", e.getCause());
        } catch (RejectedExecutionException e) {
            throw Refusal.UNREACHABLE.because("The peer is stopping.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
