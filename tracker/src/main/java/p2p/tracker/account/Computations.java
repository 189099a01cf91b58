package p2p.tracker.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;
import p2p.tracker.request.TokenBuckets;

/**
 * Does what takes a processor long, on fewer threads than there are processors, so that a flood of
 * log-ins slows nothing else. Of those who wait each source has its turn, and each may only ask for
 * so much, whether its passwords are right or wrong. Whoever has proved that password from there
 * before goes before those who have not, of whom one still has every fourth turn.
 */
@ApplicationScoped
class Computations {

    private static final int STRANGERS_TURN = 4;
    private static final int WAITING_OF_ONE = 64;
    private static final int WAITING_IN_ALL = 256;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ExecutorService threads;
    private final FairQueue<String, Piece<?>> known =
            new FairQueue<>(WAITING_OF_ONE, WAITING_IN_ALL);
    private final FairQueue<String, Piece<?>> strangers =
            new FairQueue<>(WAITING_OF_ONE, WAITING_IN_ALL);
    private final TokenBuckets<String> bySource;
    private final AtomicInteger turns = new AtomicInteger();
    private final Counter done;

    private record Piece<T>(Supplier<T> work, CompletableFuture<T> result) {

        void run() {
            result.completeAsync(work, Runnable::run);
        }
    }

    @Inject
    Computations(
            @ConfigProperty(name = "p2p.password.burst", defaultValue = "120") int burst,
            Clock clock,
            MeterRegistry meters) {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), burst, clock, meters);
    }

    Computations(int threads, int burst, Clock clock, MeterRegistry meters) {
        this.threads =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("password-", 0).daemon().factory());
        bySource = new TokenBuckets<>(burst, Duration.ofSeconds(1), clock);
        done = meters.counter("p2p.password.computations");
        meters.gauge("p2p.password.waiting", this, it -> it.known.size() + it.strangers.size());
    }

    /** Waits for its turn, and for the result. */
    <T> T compute(Source source, boolean isKnown, Supplier<T> work) {
        if (!source.isThisMachine()) {
            Duration wait = bySource.take(source.network());
            if (wait.isPositive()) {
                throw AttemptLimits.tooMany("log-ins from your address", wait);
            }
        }
        var piece = new Piece<T>(work, new CompletableFuture<>());
        Optional<Piece<?>> displaced = (isKnown ? known : strangers).add(source.network(), piece);
        if (displaced.isEmpty()) {
            threads.execute(this::next);
        } else if (displaced.get() == piece) {
            throw AttemptLimits.tooMany("log-ins from your address at this moment", SOON);
        } else {
            displaced.get().result().completeExceptionally(busy());
        }
        try {
            return piece.result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Refused refused ? refused : e;
        }
    }

    private void next() {
        boolean isStrangers = turns.incrementAndGet() % STRANGERS_TURN == 0;
        Optional<Piece<?>> next =
                isStrangers ? strangers.next().or(known::next) : known.next().or(strangers::next);
        next.ifPresent(piece -> {
            piece.run();
            done.increment();
        });
    }

    private static Refused busy() {
        return Refusal.BUSY.because(
                "Too many people are logging in at this moment; try again in some seconds.", SOON);
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
