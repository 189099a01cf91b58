package p2p.tracker.account;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import p2p.tracker.request.Source;

class ComputationsTest {

    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Computations computations = new Computations(120, Clock.systemUTC(), meters);
    private final ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> all = new ArrayList<>();

    @AfterEach
    void stop() {
        computations.stop();
    }

    private void asks(String address, boolean isKnown, Runnable work) {
        all.add(
                CompletableFuture.runAsync(
                        () ->
                                computations.compute(
                                        Source.of(address),
                                        isKnown,
                                        () -> {
                                            work.run();
                                            return true;
                                        }),
                        Thread::startVirtualThread));
    }

    private void waits(int many) {
        await().atMost(60, SECONDS)
                .until(() -> meters.get("p2p.password.waiting").gauge().value() == many);
    }

    @Test
    void whoeverHasBeenRightThereBeforeGoesFirst() throws Exception {
        var begun = new CountDownLatch(THREADS);
        var release = new CountDownLatch(1);
        for (int i = 0; i < THREADS; i++) {
            asks(
                    "192.0.2.1",
                    false,
                    () -> {
                        begun.countDown();
                        awaited(release);
                    });
        }
        begun.await();
        for (int i = 1; i <= 20; i++) {
            String stranger = "198.51.100." + i;
            asks(stranger, false, () -> order.add("stranger"));
            waits(i);
        }
        asks("203.0.113.1", true, () -> order.add("known"));
        waits(21);

        release.countDown();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertEquals(21, order.size());
        if (THREADS == 1) {
            assertEquals("known", order.peek());
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
