package p2p.tracker.account;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import p2p.protocol.peer.DeviceProof;

/** Whether the key of a certificate that a stranger sent has signed a statement. */
final class ProofCheck {

    /** A certificate of a peer has some 300 bytes. */
    private static final int LONGEST_CERTIFICATE = 4096;

    private static final int LONGEST_SIGNATURE = 80;
    private static final int KEY_BITS = 256;

    private ProofCheck() {}

    static boolean isSigned(String statement, DeviceProof proof) {
        if (proof.certificate().length > LONGEST_CERTIFICATE
                || proof.signature().length > LONGEST_SIGNATURE) {
            return false;
        }
        try {
            PublicKey key = key(proof);
            if (!isOnP256(key)) {
                return false;
            }
            Signature check = Signature.getInstance(DeviceProof.ALGORITHM);
            check.initVerify(key);
            check.update(statement.getBytes(StandardCharsets.UTF_8));
            return check.verify(proof.signature());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static PublicKey key(DeviceProof proof) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(proof.certificate()))
                .getPublicKey();
    }

    private static boolean isOnP256(PublicKey key) {
        return key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == KEY_BITS;
    }
}
