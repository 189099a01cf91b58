package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import p2p.protocol.ChosenPassword;
import p2p.protocol.RandomPassword;
import p2p.tracker.account.Argon2Hash.Cost;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.request.Source;

/** Argon2id: slow for what people choose, quick for what a program has drawn at random. */
@ApplicationScoped
class Passwords {

    private final Cost cost;
    private final SecureRandom random = new SecureRandom();
    private final Computations computations;
    private final Argon2Hash nobodys;

    Passwords(
            @ConfigProperty(name = "p2p.password.memory-kib", defaultValue = "19456") int memoryKib,
            Computations computations) {
        this.computations = computations;
        this.cost = Cost.ofMemory(memoryKib);
        this.nobodys = Argon2Hash.ofNone(cost, random);
    }

    /** Refuses what cannot be a password. */
    static void check(@Nullable String password) {
        ChosenPassword.whyNot(password)
                .ifPresent(why -> {
                    throw Refusal.BAD_PASSWORD.because(why);
                });
    }

    /** Looked at before those of others where the caller was known there. */
    String hash(String password, Source source, boolean isKnown) {
        Argon2Hash hash =
                RandomPassword.is(password)
                        ? Argon2Hash.of(password, Cost.LEAST, random)
                        : computations.compute(
                                source, isKnown, () -> Argon2Hash.of(password, cost, random));
        return hash.encoded();
    }

    /**
     * Whatever is wrong takes the same time: also for an account that does not exist, which has no
     * hash, and for one whose password was made by a program. Where it was right before from there
     * it is looked at first.
     */
    boolean matches(String password, Optional<String> encoded, Source source, boolean isKnown) {
        Optional<Argon2Hash> hash = encoded.map(Argon2Hash::parse);
        if (hash.filter(Passwords::isQuick).filter(it -> it.matches(password)).isPresent()) {
            return true;
        }
        Optional<Argon2Hash> slow = hash.filter(it -> !isQuick(it));
        Argon2Hash against = slow.orElse(nobodys);
        boolean right = computations.compute(source, isKnown, () -> against.matches(password));
        return right && slow.isPresent();
    }

    private static boolean isQuick(Argon2Hash hash) {
        return hash.cost().equals(Cost.LEAST);
    }
}
