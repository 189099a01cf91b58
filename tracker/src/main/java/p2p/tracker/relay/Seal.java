package p2p.tracker.relay;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What trackers hand out and take back, and nobody else can make. */
final class Seal {

    private static final String NAME = "HmacSHA256";
    static final int LENGTH = 32;

    private Seal() {}

    static byte[] close(byte[] content, byte[] key) {
        return ByteBuffer.allocate(content.length + LENGTH)
                .put(content)
                .put(mac(content, key))
                .array();
    }

    /** Empty where it was not sealed with this key. */
    static Optional<byte[]> open(byte[] sealed, byte[] key) {
        int length = sealed.length - LENGTH;
        if (length < 0) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(sealed, length);
        byte[] seal = Arrays.copyOfRange(sealed, length, sealed.length);
        return MessageDigest.isEqual(mac(content, key), seal)
                ? Optional.of(content)
                : Optional.empty();
    }

    private static byte[] mac(byte[] content, byte[] key) {
        try {
            Mac mac = Mac.getInstance(NAME);
            mac.init(new SecretKeySpec(key, NAME));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + NAME, e);
        }
    }
}
