package p2p.tracker.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quarkus.runtime.ShutdownEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import p2p.tracker.refusal.Refusal;

class MailboxTest {

    private static final String LOCK_TIMEOUT = "55P03";
    private static final String CONNECTION_LOST = "08006";

    private final SessionThreads threads = new SessionThreads();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final Mailbox mailbox =
            new Mailbox(
                    threads, Duration.ofMillis(10), refused -> done.add(refused.refusal().label()));

    @AfterEach
    void stop() throws InterruptedException {
        threads.stop(new ShutdownEvent());
    }

    private void add(String name, int failures, String state) {
        var left = new AtomicInteger(failures);
        mailbox.add(() -> {
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException(new SQLException("as the test wants it", state));
            }
            done.add(name);
        });
    }

    private String next() throws InterruptedException {
        String name = done.poll(60, TimeUnit.SECONDS);
        assertNotNull(name);
        return name;
    }

    @Test
    void workIsDoneInOrderThoughTheDatabaseIsAwayOrBusy() throws Exception {
        add("first", 1, CONNECTION_LOST);
        add("second", 1, LOCK_TIMEOUT);
        add("third", 0, "");
        assertEquals("first", next());
        assertEquals("second", next());
        assertEquals("third", next());
    }

    @Test
    void whatHasToWaitTakesNoThreadAndKeepsItsTurn() throws Exception {
        var awaited = new CompletableFuture<Void>();
        for (int i = 0; i < 100; i++) {
            var another = new Mailbox(threads, Duration.ofMillis(10), _ -> {});
            another.add(awaited, () -> {});
        }
        mailbox.add(() -> done.add("first"));
        assertEquals("first", next());
        mailbox.add(awaited, () -> done.add("second"));
        add("third", 0, "");
        new Mailbox(threads, Duration.ofMillis(10), _ -> {}).add(() -> done.add("another's"));
        assertEquals("another's", next());
        awaited.complete(null);
        assertEquals("second", next());
        assertEquals("third", next());
    }

    @Test
    void whatTakesTooLongAgainAndAgainIsGivenUpAsBusy() throws Exception {
        add("first", 5, LOCK_TIMEOUT);
        add("second", 1, LOCK_TIMEOUT);
        assertEquals(Refusal.BUSY.label(), next());
        assertEquals("second", next());
    }
}
