package p2p.protocol.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a file and its pieces are hashed with. */
public enum HashAlgorithm {
    SHA_256("sha-256", "SHA-256", 32, 1),
    SHA_1("sha-1", "SHA-1", 20, 2);

    private final String label;
    private final String provided;
    private final int length;
    private final int code;

    HashAlgorithm(String label, String provided, int length, int code) {
        this.label = label;
        this.provided = provided;
        this.length = length;
        this.code = code;
    }

    @JsonCreator
    public static HashAlgorithm of(String label) {
        for (HashAlgorithm algorithm : values()) {
            if (algorithm.label.equals(label)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException("the hash is sha-256 or sha-1, not '" + label + "'");
    }

    /** The name that people and messages use. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The number that stands for it in bytes that are hashed or signed. */
    public int code() {
        return code;
    }

    /** Bytes of one hash. */
    public int length() {
        return length;
    }

    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(provided);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + provided, e);
        }
    }
}
