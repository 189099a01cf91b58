package p2p.protocol.peer;

/**
 * A device's certificate in DER, and what its key has signed: by ECDSA with SHA-256, on P-256. Whom
 * it is shown to checks it.
 */
public record DeviceProof(byte[] certificate, byte[] signature) {

    public static final String ALGORITHM = "SHA256withECDSA";

    public Fingerprint fingerprint() {
        return Fingerprint.of(certificate);
    }
}
