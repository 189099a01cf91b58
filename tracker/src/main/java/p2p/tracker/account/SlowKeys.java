package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import p2p.tracker.request.Source;

/** Keys of short secrets, which cost whoever tries many as much as passwords do. */
@ApplicationScoped
public class SlowKeys {

    public static final int BYTES = 32;

    private final Argon2Hash.Cost cost;
    private final Computations computations;

    SlowKeys(
            @ConfigProperty(name = "p2p.password.memory-kib", defaultValue = "19456") int memoryKib,
            Computations computations) {
        this.computations = computations;
        this.cost = Argon2Hash.Cost.ofMemory(memoryKib);
    }

    /** The same each time for the same secret and salt. */
    public byte[] of(String secret, byte[] salt, Source source) {
        return computations.compute(
                source, false, () -> Argon2Hash.compute(secret, cost, salt, BYTES));
    }
}
