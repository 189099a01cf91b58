package p2p.tracker.account;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import p2p.tracker.refusal.Refusal;

/** Argon2id, on threads of its own, so that a flood of log-ins slows nothing but log-ins. */
@ApplicationScoped
class Passwords {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int WAITING = 128;

    private final Argon2Hash.Cost cost;
    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    Thread.ofPlatform().name("password-", 0).daemon().factory());
    private final String nobodys;

    Passwords(
            @ConfigProperty(name = "p2p.password.memory-kib", defaultValue = "19456")
                    int memoryKib) {
        this.cost = new Argon2Hash.Cost(memoryKib, 2, 1);
        this.nobodys = Argon2Hash.of("nobody's", cost, random).encoded();
    }

    /** Refuses what cannot be a password. */
    static void check(@Nullable String password) {
        int length = password == null ? 0 : password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw Refusal.BAD_PASSWORD.because("A password has 8 to 256 characters.");
        }
    }

    String hash(String password) {
        return compute(() -> Argon2Hash.of(password, cost, random).encoded());
    }

    /** Takes the same time for an account that does not exist, which has no hash. */
    boolean matches(String password, Optional<String> encoded) {
        String against = encoded.orElse(nobodys);
        return compute(() -> Argon2Hash.parse(against).matches(password)) && encoded.isPresent();
    }

    private <T> T compute(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (RejectedExecutionException e) {
            throw Refusal.BUSY.because(
                    "Too many people are logging in at this moment; try again in some seconds.",
                    Duration.ofSeconds(5));
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
