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

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Computations computations = new Computations(1, 120, Clock.systemUTC(), meters);
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
    void whoeverHasBeenRightThereBeforeGoesFirstButForEveryFourthTurn() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        asks(
                "192.0.2.1",
                false,
                () -> {
                    begun.countDown();
                    awaited(release);
                });
        begun.await();
        for (int i = 1; i <= 3; i++) {
            asks("198.51.100." + i, false, () -> order.add("stranger"));
            waits(i);
        }
        for (int i = 1; i <= 4; i++) {
            asks("203.0.113." + i, true, () -> order.add("known"));
            waits(3 + i);
        }

        release.countDown();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertEquals(
                List.of("known", "known", "stranger", "known", "known", "stranger", "stranger"),
                List.copyOf(order));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
