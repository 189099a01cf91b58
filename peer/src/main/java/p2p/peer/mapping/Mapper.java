package p2p.peer.mapping;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import p2p.peer.reach.Network;

/**
 * Keeps a port of the router's that leads to this peer: asks for it, renews it at half of its life,
 * looks for a router anew when this machine's networks change, and gives the port back at the end.
 */
public final class Mapper {

    private static final Logger LOG = Logger.getLogger(Mapper.class);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(32);
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(2);
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);
    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final int port;
    private final Routers routers;
    private final ExecutorService turns;
    private final BiConsumer<Duration, Runnable> timer;
    private final InstantSource clock;
    private final Consumer<Optional<Granted>> news;

    private Optional<Place> place = Optional.empty();
    private Optional<Mapping> mapping = Optional.empty();
    private long askedAt;
    private long endsAt;
    private Duration pause = FIRST_PAUSE;
    private int turn;
    private volatile Optional<String> sentence = Optional.empty();
    private volatile boolean closed;

    /**
     * @param port at which this peer listens
     * @param turns does one thing after the other
     * @param news hears of what the router does, and when it does nothing any more
     */
    Mapper(
            int port,
            Routers routers,
            ExecutorService turns,
            BiConsumer<Duration, Runnable> timer,
            InstantSource clock,
            Consumer<Optional<Granted>> news) {
        this.port = port;
        this.routers = routers;
        this.turns = turns;
        this.timer = timer;
        this.clock = clock;
        this.news = news;
    }

    /** Asks the routers of this machine's networks. */
    public static Mapper of(
            int port,
            ExecutorService workers,
            BiConsumer<Duration, Runnable> timer,
            Consumer<Optional<Granted>> news) {
        return new Mapper(
                port,
                new HomeRouters(workers, RandomGenerator.getDefault()),
                Executors.newSingleThreadExecutor(Thread.ofVirtual().factory()),
                timer,
                InstantSource.system(),
                news);
    }

    /** What the user should know. For any thread. */
    public Optional<String> sentence() {
        return sentence;
    }

    /**
     * This machine is in these networks now, or comes to a tracker anew: what has cut it off may be
     * its router, which has forgotten all then.
     */
    public void standsAt(List<Network> networks) {
        turn(() -> {
            Optional<Place> now = routers.place(networks);
            if (!now.equals(place)) {
                giveBack();
                place = now;
                pause = FIRST_PAUSE;
                ask();
            } else if (clock.millis() - askedAt >= FIRST_PAUSE.toMillis()) {
                again();
            }
        });
    }

    private void turn(Runnable work) {
        try {
            turns.execute(() -> {
                if (!closed) {
                    carefully(work);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the peer has ended", e);
        }
    }

    private void carefully(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("the router could not be asked", e);
            in(pause);
        }
    }

    private void in(Duration time) {
        int mine = ++turn;
        timer.accept(
                time,
                () ->
                        turn(() -> {
                            if (mine == turn) {
                                again();
                            }
                        }));
    }

    private void again() {
        if (mapping.isPresent()) {
            renew(mapping.get());
        } else {
            ask();
        }
    }

    private void renew(Mapping old) {
        askedAt = clock.millis();
        try {
            granted(old.renewed());
        } catch (RouterError e) {
            LOG.debugf("the router does not renew: %s", e);
            ask();
        } catch (IOException e) {
            LOG.debugf("the router does not answer: %s", e);
            if (clock.millis() < endsAt) {
                in(FIRST_PAUSE);
            } else {
                ask();
            }
        }
    }

    private void ask() {
        askedAt = clock.millis();
        Optional<Mapping> found = place.flatMap(it -> routers.ask(it, port));
        if (found.isPresent()) {
            granted(found.get());
            if (closed) {
                giveBack();
            }
            return;
        }
        turn++;
        boolean isNews = mapping.isPresent();
        mapping = Optional.empty();
        sentence = place.map(_ -> "The router maps no port.");
        if (isNews) {
            news.accept(Optional.empty());
        }
        if (place.isPresent()) {
            in(pause);
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private void granted(Mapping now) {
        pause = FIRST_PAUSE;
        Optional<Granted> before = mapping.map(Mapping::granted);
        mapping = Optional.of(now);
        Granted granted = now.granted();
        endsAt = clock.millis() + granted.lifetime().toMillis();
        sentence = Optional.of(granted.sentence());
        if (before.filter(old -> isSame(old, granted)).isEmpty()) {
            LOG.debug(granted.sentence());
            news.accept(Optional.of(granted));
        }
        Duration life = shorter(granted.lifetime(), LONGEST_LIFE);
        in((life.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : life).dividedBy(2));
    }

    private static boolean isSame(Granted one, Granted other) {
        return one.port() == other.port() && one.outside().equals(other.outside());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void giveBack() {
        Optional<Mapping> old = mapping;
        mapping = Optional.empty();
        turn++;
        sentence = Optional.empty();
        if (old.isPresent()) {
            news.accept(Optional.empty());
            try {
                old.get().giveBack();
            } catch (IOException e) {
                LOG.debugf("the router keeps the port until its time is over: %s", e);
            }
        }
    }

    /** Gives the port back, if the router answers at once. */
    public void close() {
        closed = true;
        try {
            CompletableFuture.runAsync(this::giveBack, turns)
                    .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RejectedExecutionException e) {
            LOG.debug("the peer has ended before", e);
        }
        turns.shutdown();
    }
}
