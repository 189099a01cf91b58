package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.request.Source;

/** Argon2id. */
@ApplicationScoped
class Passwords {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;
    private static final int KEY_BYTES = 32;

    private final Argon2Hash.Cost cost;
    private final SecureRandom random = new SecureRandom();
    private final Computations computations;
    private final JustHashed justHashed;
    private final String nobodys;

    Passwords(
            @ConfigProperty(name = "p2p.password.memory-kib", defaultValue = "19456") int memoryKib,
            Computations computations,
            Clock clock) {
        this.computations = computations;
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        this.justHashed = new JustHashed(key, clock);
        this.cost = Argon2Hash.Cost.ofMemory(memoryKib);
        this.nobodys = Argon2Hash.of("nobody's", cost, random).encoded();
    }

    /** Refuses what cannot be a password. */
    static void check(@Nullable String password) {
        int length = password == null ? 0 : password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw Refusal.BAD_PASSWORD.because("A password has 8 to 256 characters.");
        }
    }

    String hash(String password, Source source) {
        String encoded =
                computations.compute(source, () -> Argon2Hash.of(password, cost, random).encoded());
        justHashed.add(encoded, password);
        return encoded;
    }

    /** Takes the same time for an account that does not exist, which has no hash. */
    boolean matches(String password, Optional<String> encoded, Source source) {
        if (encoded.filter(hash -> justHashed.take(hash, password)).isPresent()) {
            return true;
        }
        String against = encoded.orElse(nobodys);
        boolean right =
                computations.compute(source, () -> Argon2Hash.parse(against).matches(password));
        return right && encoded.isPresent();
    }
}
