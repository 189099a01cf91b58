package p2p.protocol.peer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;

/**
 * A device's certificate in DER, and what its key has signed: by ECDSA with SHA-256, on P-256. Whom
 * it is shown to checks it.
 */
public record DeviceProof(byte[] certificate, byte[] signature) {

    public static final String ALGORITHM = "SHA256withECDSA";

    /** The four lines that are signed for this purpose; the time is in whole milliseconds. */
    public static String statement(
            String purpose, String name, Instant at, @Nullable HostPort listen) {
        return "%s\n%s\n%d\n%s\n"
                .formatted(purpose, name, at.toEpochMilli(), listen == null ? "" : listen);
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(certificate);
    }
}
