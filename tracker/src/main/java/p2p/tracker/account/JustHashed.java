package p2p.tracker.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were hashed a moment ago, each good for one comparison: whoever makes an account
 * logs in right after it, and waits for one slow computation instead of two.
 */
final class JustHashed {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST = 256;
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private final SecretKeySpec key;
    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(byte[] code, Instant end) {}

    /** With a key that nobody else has, and that is forgotten with the process. */
    JustHashed(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    synchronized void add(String encoded, String password) {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> !now.isBefore(entry.end));
        if (entries.size() < MOST) {
            entries.put(encoded, new Entry(code(password), now.plus(GOOD_FOR)));
        }
    }

    /** Whether this hash is known to be this password's; false may mean that it is not known. */
    synchronized boolean take(String encoded, String password) {
        Entry entry = entries.remove(encoded);
        return entry != null
                && clock.instant().isBefore(entry.end)
                && MessageDigest.isEqual(entry.code, code(password));
    }

    private byte[] code(String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
