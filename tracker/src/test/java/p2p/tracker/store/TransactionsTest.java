package p2p.tracker.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TransactionsTest {

    @Inject Transactions transactions;
    @Inject Sql sql;

    @Test
    void aCommitThatFailsSaysWhy() {
        RuntimeException failure =
                assertThrows(
                        RuntimeException.class,
                        () ->
                                transactions.run(() ->
                                        sql.update(
                                                "insert into grp (name, owner_id, created_at)"
                                                        + " values ('ownerless', 0, now())")));
        assertEquals("23503", Transactions.sqlState(failure));
        assertEquals(0, sql.ids("select id from grp where name = 'ownerless'").size());
    }

    @Test
    void aStopWaitsForWhatIsUnderWayAndRefusesTheRest() throws Exception {
        var own = new Transactions(new Admission(20, new SimpleMeterRegistry()));
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var work =
                CompletableFuture.supplyAsync(() ->
                        own.get(() -> {
                            begun.countDown();
                            return awaited(release);
                        }));
        begun.await();
        Thread stopping = Thread.ofPlatform().start(() -> stop(own));
        await().atMost(60, SECONDS).until(() -> stopping.getState() == Thread.State.TIMED_WAITING);

        release.countDown();
        stopping.join();

        assertEquals("done", work.join());
        assertThrows(IllegalStateException.class, () -> own.get(() -> "too late"));
    }

    @Test
    void requestsAreAdmittedAndTheTrackersOwnWorkIsNot() throws Exception {
        var own =
                new Transactions(
                        new Admission(13, Duration.ofMillis(50), new SimpleMeterRegistry()));
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var inside =
                CompletableFuture.supplyAsync(
                        () ->
                                own.statement(() -> {
                                    begun.countDown();
                                    return awaited(release);
                                }),
                        Thread::startVirtualThread);
        begun.await();
        var request =
                CompletableFuture.supplyAsync(
                        () -> own.statement(() -> "too many"), Thread::startVirtualThread);
        var refused = assertThrows(CompletionException.class, request::join);
        assertInstanceOf(RejectedExecutionException.class, refused.getCause());
        assertEquals("a beat", own.statement(() -> "a beat"));

        release.countDown();
        assertEquals("done", inside.join());
    }

    private static String awaited(CountDownLatch release) {
        try {
            release.await();
            return "done";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    private static void stop(Transactions transactions) {
        try {
            transactions.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
