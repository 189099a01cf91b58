package p2p.peer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void whatWasGivenBeforeIsDoneWhenTheWorkersHaveSettled() {
        Vertx vertx = Vertx.vertx();
        Workers workers = new Workers("test", 2);
        try {
            var context = vertx.getOrCreateContext();
            CountDownLatch gate = new CountDownLatch(1);
            List<Integer> done = new ArrayList<>();
            for (int key = 0; key < 3; key++) {
                int each = key;
                workers.run(key, context, () -> waitAt(gate, each), (it, no) -> done.add(it));
            }
            Future<Void> settled = workers.settled(context);
            assertFalse(settled.isComplete());
            gate.countDown();
            TestPeer.await(settled);
            assertEquals(List.of(0, 1, 2), done.stream().sorted().toList());
        } finally {
            workers.stop();
            TestPeer.await(vertx.close());
        }
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
