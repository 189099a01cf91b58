package p2p.peer.loop;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Threads for hashing and the disk. Work with the same key is done in the order in which it was
 * given.
 */
public final class KeyedWorkers {

    public interface Work<T> {
        T run() throws IOException;
    }

    private final List<ExecutorService> threads = new ArrayList<>();

    public KeyedWorkers(String name, int count) {
        for (int i = 0; i < count; i++) {
            threads.add(
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().daemon().name(name + "-" + i).factory()));
        }
    }

    /** Does the work and says on the loop what came of it, or what the trouble was. */
    public <T> void run(
            int key,
            EventLoop loop,
            Work<T> work,
            Consumer<T> onResult,
            Consumer<IOException> onTrouble) {
        try {
            threads.get(Math.floorMod(key, threads.size()))
                    .execute(() -> runNow(loop, work, onResult, onTrouble));
        } catch (RejectedExecutionException e) {
            IOException stopping = new IOException("The engine is stopping.", e);
            loop.run(nothing -> onTrouble.accept(stopping));
        }
    }

    /** The same for work that may take long: no other has to wait for it. */
    public <T> void runApart(
            EventLoop loop, Work<T> work, Consumer<T> onResult, Consumer<IOException> onTrouble) {
        Thread.ofPlatform()
                .daemon()
                .name("p2p-long-work")
                .start(() -> runNow(loop, work, onResult, onTrouble));
    }

    private static <T> void runNow(
            EventLoop loop, Work<T> work, Consumer<T> onResult, Consumer<IOException> onTrouble) {
        T result;
        try {
            result = work.run();
        } catch (IOException e) {
            loop.run(nothing -> onTrouble.accept(e));
            return;
        } catch (RuntimeException | OutOfMemoryError e) {
            IOException trouble = new IOException("Work on the disk failed: " + e.getMessage(), e);
            loop.run(nothing -> onTrouble.accept(trouble));
            return;
        }
        loop.run(nothing -> onResult.accept(result));
    }

    /** Done when all work is done that was given until now. */
    public Future<Void> settled(EventLoop loop) {
        List<Future<Void>> settling = new ArrayList<>();
        for (int key = 0; key < threads.size(); key++) {
            Promise<Void> last = Promise.promise();
            run(key, loop, () -> true, done -> last.complete(), trouble -> last.complete());
            settling.add(last.future());
        }
        return Future.join(settling).mapEmpty();
    }

    public void stop() {
        threads.forEach(ExecutorService::shutdown);
    }
}
