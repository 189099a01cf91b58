package p2p.protocol.peer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import p2p.protocol.file.HashAlgorithm;

/** The SHA-256 of a peer's certificate in DER, by which others know that peer. */
public record Fingerprint(@JsonValue String hex) {

    public static final int LENGTH = 32;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Fingerprint {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a fingerprint has 64 hexadecimal digits");
        }
    }

    public static Fingerprint of(byte[] certificate) {
        return new Fingerprint(
                HexFormat.of().formatHex(HashAlgorithm.SHA_256.newDigest().digest(certificate)));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
