package p2p.tracker.retry;

import jakarta.enterprise.context.RequestScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import p2p.protocol.file.HashAlgorithm;

/** By what this request is known again: a hash of its key and sender, and one of all of it. */
@RequestScoped
public class RequestKey {

    private static final byte[] BETWEEN = {0};

    private Optional<Known> known = Optional.empty();

    private record Known(String key, String sender, byte[] id, MessageDigest request) {}

    /** {@code sender} is what the request shows of its session, or an empty text. */
    void is(String key, String sender, String operation) {
        byte[] id = digest(sender, key).digest();
        known = Optional.of(new Known(key, sender, id, digest(sender, key, operation)));
    }

    void bodyHas(byte[] bytes, int offset, int length) {
        known.ifPresent(it -> it.request.update(bytes, offset, length));
    }

    public boolean hasKey() {
        return known.isPresent();
    }

    /** Of a request that has a key, as all that follows. */
    public byte[] id() {
        return known.orElseThrow().id;
    }

    /** What only whoever has the key and this other secret can know, and the same each time. */
    public byte[] secret(String other) {
        return digest(other, known.orElseThrow().key).digest();
    }

    /** What only whoever sent it can know, for this purpose, and the same each time. */
    public byte[] ownSecret(String purpose) {
        Known it = known.orElseThrow();
        return digest(purpose, it.sender, it.key).digest();
    }

    /** Of the request as far as it has been read. */
    byte[] digest() {
        try {
            return ((MessageDigest) known.orElseThrow().request.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest digest(String... parts) {
        MessageDigest digest = HashAlgorithm.SHA_256.newDigest();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update(BETWEEN);
        }
        return digest;
    }
}
