package p2p.tracker.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Requests, of which any number can come, leave some connections to the database to the tracker's
 * own work: its beats, and the sessions of peers. Where all of theirs are taken, a new one waits at
 * the door for a moment, and is turned away after that. Each has a thread of its own, and whichever
 * has been inside once is not turned away any more, since what was done for it would be lost.
 */
@ApplicationScoped
class Admission {

    /** Eight threads serve sessions, and some scheduled work or a relay's checks come with them. */
    private static final int OWN = 12;

    private static final int MOST_AT_THE_DOOR = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Semaphore door = new Semaphore(1, true);
    private final Semaphore places;
    private final Duration patience;
    private final ThreadLocal<Boolean> hasBeenInside = ThreadLocal.withInitial(() -> false);

    private final Counter turnedAway;

    @Inject
    Admission(
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections,
            MeterRegistry meters) {
        this(connections, PATIENCE, meters);
    }

    Admission(int connections, Duration patience, MeterRegistry meters) {
        places = new Semaphore(Math.max(1, connections - OWN), true);
        this.patience = patience;
        meters.gauge("p2p.requests.waiting", this, it -> it.atTheDoor() + it.forAPlace());
        turnedAway = meters.counter("p2p.requests.turned.away");
    }

    <T extends @Nullable Object> T admit(Supplier<T> work) {
        try {
            if (hasBeenInside.get()) {
                places.acquire();
            } else {
                enter();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("the request is over", e);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** One at a time waits for a place, so that those inside are before all others. */
    private void enter() throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        if (atTheDoor() >= MOST_AT_THE_DOOR
                || !door.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw tooMany();
        }
        try {
            if (!places.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw tooMany();
            }
        } finally {
            door.release();
        }
        hasBeenInside.set(true);
    }

    int atTheDoor() {
        return door.getQueueLength();
    }

    int forAPlace() {
        return places.getQueueLength();
    }

    private RejectedExecutionException tooMany() {
        turnedAway.increment();
        return new RejectedExecutionException("too many requests use the database");
    }
}
