package p2p.tracker.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** A password's Argon2id hash with all that it takes to compute it again. */
record Argon2Hash(Cost cost, byte[] salt, byte[] hash) {

    record Cost(int memoryKib, int iterations, int parallelism) {

        /** For what nobody can guess. */
        static final Cost LEAST = new Cost(8, 1, 1);

        static Cost ofMemory(int kib) {
            return new Cost(kib, 2, 1);
        }
    }

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern ENCODED =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)"
                            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    static Argon2Hash of(String password, Cost cost, SecureRandom random) {
        byte[] salt = drawn(SALT_BYTES, random);
        return new Argon2Hash(cost, salt, compute(password, cost, salt, HASH_BYTES));
    }

    /** Of a password that nobody knows: it takes no time to make, and all of it to compare with. */
    static Argon2Hash ofNone(Cost cost, SecureRandom random) {
        return new Argon2Hash(cost, drawn(SALT_BYTES, random), drawn(HASH_BYTES, random));
    }

    private static byte[] drawn(int bytes, SecureRandom random) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }

    /** Reads what {@link #encoded} wrote: the usual text form of Argon2 hashes. */
    static Argon2Hash parse(String encoded) {
        Matcher m = ENCODED.matcher(encoded);
        if (!m.matches()) {
            throw new IllegalStateException("a stored password hash cannot be read");
        }
        var cost =
                new Cost(
                        Integer.parseInt(m.group(1)),
                        Integer.parseInt(m.group(2)),
                        Integer.parseInt(m.group(3)));
        Base64.Decoder decoder = Base64.getDecoder();
        return new Argon2Hash(cost, decoder.decode(m.group(4)), decoder.decode(m.group(5)));
    }

    String encoded() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memoryKib,
                        cost.iterations,
                        cost.parallelism,
                        encoder.encodeToString(salt),
                        encoder.encodeToString(hash));
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(hash, compute(password, cost, salt, hash.length));
    }

    static byte[] compute(String password, Cost cost, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(cost.memoryKib)
                        .withIterations(cost.iterations)
                        .withParallelism(cost.parallelism)
                        .withSalt(salt)
                        .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
