package p2p.tracker.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.ShutdownEvent;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SessionThreadsTest {

    private static final int THREADS = 8;

    private final SessionThreads threads = new SessionThreads();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Queue<String> done = new ConcurrentLinkedQueue<>();

    @Test
    void whatIsBegunGoesFirstAndOfThoseWhoAreNewTheLastToCome() throws InterruptedException {
        var begun = new CountDownLatch(THREADS);
        var oneThread = new CountDownLatch(1);
        for (int i = 0; i < THREADS; i++) {
            CountDownLatch until = i == 0 ? oneThread : release;
            threads.execute(() -> {
                begun.countDown();
                hold(until);
            });
        }
        begun.await();
        threads.executeForNew(() -> done.add("first to come"));
        threads.executeForNew(() -> done.add("last to come"));
        threads.execute(() -> done.add("goes on"));

        oneThread.countDown();

        await().atMost(60, SECONDS).until(() -> done.size() == 4);
        assertEquals(
                List.of("begun", "goes on", "last to come", "first to come"), List.copyOf(done));
        release.countDown();
        stop();
    }

    @Test
    void aStopWaitsForWhatIsBeingDoneAndLeavesTheRestUndone() throws InterruptedException {
        var begun = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            threads.execute(() -> {
                begun.countDown();
                hold(release);
            });
        }
        await().atMost(60, SECONDS).until(() -> begun.getCount() == 0);
        threads.execute(() -> done.add("waiting"));
        Thread stopping = Thread.ofPlatform().start(this::stop);
        await().atMost(60, SECONDS).until(() -> stopping.getState() == Thread.State.TIMED_WAITING);

        release.countDown();
        stopping.join();

        assertEquals(THREADS, done.stream().filter("begun"::equals).count());
        assertEquals(THREADS, done.size());
    }

    private void hold(CountDownLatch until) {
        try {
            until.await();
            done.add("begun");
        } catch (InterruptedException e) {
            done.add("interrupted");
        }
    }

    private void stop() {
        try {
            threads.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
