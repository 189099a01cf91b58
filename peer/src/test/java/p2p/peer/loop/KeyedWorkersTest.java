package p2p.peer.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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

    @Test
    void longWorkKeepsNothingElseWaitingAndSaysWhatTheTroubleWas() {
        Vertx vertx = Vertx.vertx();
        KeyedWorkers workers = new KeyedWorkers("test", 1);
        try {
            var loop = EventLoop.of(vertx);
            CountDownLatch gate = new CountDownLatch(1);
            Promise<Integer> apart = Promise.promise();
            Promise<Integer> failed = Promise.promise();
            workers.runApart(loop, () -> waitAt(gate, 7), apart::complete, apart::fail);
            workers.runApart(loop, KeyedWorkersTest::fail, failed::complete, failed::fail);
            await(workers.settled(loop));
            assertFalse(apart.future().isComplete());
            gate.countDown();
            await(apart.future().mapEmpty());
            assertEquals(7, apart.future().result());
            await(failed.future().otherwiseEmpty().mapEmpty());
            assertEquals("the disk is full", failed.future().cause().getMessage());
        } finally {
            workers.stop();
            await(vertx.close());
        }
    }

    private static int fail() throws IOException {
        throw new IOException("the disk is full");
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
