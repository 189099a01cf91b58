package p2p.tracker.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final int ONE_PLACE = 13;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private Admission admission(Duration patience) {
        return new Admission(ONE_PLACE, patience, meters);
    }

    private CompletableFuture<String> somebodyStaysIn(Admission admission)
            throws InterruptedException {
        var inside =
                CompletableFuture.supplyAsync(
                        () -> admission.admit(this::stay), Thread::startVirtualThread);
        begun.await();
        return inside;
    }

    private String stay() {
        begun.countDown();
        awaited(release);
        return "inside";
    }

    private static CompletableFuture<Void> started(Runnable request) {
        return CompletableFuture.runAsync(request, Thread::startVirtualThread);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoComesWhereAllPlacesAreTakenIsTurnedAwayAfterAMoment() throws Exception {
        var admission = admission(Duration.ofMillis(50));
        var inside = somebodyStaysIn(admission);
        assertThrows(RejectedExecutionException.class, () -> admission.admit(() -> "too many"));
        assertEquals(1, meters.counter("p2p.requests.turned.away").count());

        release.countDown();
        assertEquals("inside", inside.join());
        assertEquals("next", admission.admit(() -> "next"));
    }

    @Test
    void whoHasBeenInsideOnceIsBeforeAllOthersAndNotTurnedAway() throws Exception {
        var admission = admission(Duration.ofSeconds(60));
        var order = new ConcurrentLinkedQueue<String>();
        var again = new CountDownLatch(1);
        var first =
                started(() -> {
                    admission.admit(() -> order.add("first"));
                    awaited(again);
                    admission.admit(() -> order.add("first again"));
                });
        await().atMost(60, SECONDS).until(() -> order.size() == 1);
        var inside = somebodyStaysIn(admission);
        var next = started(() -> admission.admit(() -> order.add("next")));
        await().atMost(60, SECONDS).until(() -> admission.forAPlace() == 1);
        var last = started(() -> admission.admit(() -> order.add("last")));
        await().atMost(60, SECONDS).until(() -> admission.atTheDoor() == 1);
        again.countDown();
        await().atMost(60, SECONDS).until(() -> admission.forAPlace() == 2);

        release.countDown();
        CompletableFuture.allOf(first, inside, next, last).join();
        assertEquals(List.of("first", "next", "first again", "last"), List.copyOf(order));
    }

    @Test
    void whatFailsGivesItsPlaceBack() {
        var admission = admission(Duration.ofMillis(50));
        assertThrows(
                IllegalStateException.class,
                () ->
                        admission.admit(() -> {
                            throw new IllegalStateException("failed");
                        }));
        assertEquals("next", admission.admit(() -> "next"));
    }
}
