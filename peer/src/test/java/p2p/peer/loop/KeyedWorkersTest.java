package p2p.peer.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeyedWorkersTest {

    @Test
    void whatWasGivenBeforeIsDoneWhenTheWorkersHaveSettled() {
        Vertx vertx = Vertx.vertx();
        KeyedWorkers workers = new KeyedWorkers("test", 2);
        try {
            var loop = EventLoop.of(vertx);
            CountDownLatch gate = new CountDownLatch(1);
            List<Integer> done = new ArrayList<>();
            for (int key = 0; key < 3; key++) {
                int each = key;
                workers.run(key, loop, () -> waitAt(gate, each), done::add, trouble -> {});
            }
            Future<Void> settled = workers.settled(loop);
            assertFalse(settled.isComplete());
            gate.countDown();
            await(settled);
            assertEquals(List.of(0, 1, 2), done.stream().sorted().toList());
        } finally {
            workers.stop();
            await(vertx.close());
        }
    }

    private static void await(Future<Void> future) {
        future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static int waitAt(CountDownLatch gate, int key) throws IOException {
        try {
            gate.await();
            return key;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
