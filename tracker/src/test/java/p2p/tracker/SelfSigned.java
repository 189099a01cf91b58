package p2p.tracker;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import p2p.protocol.peer.SelfSignedCertificate;

/** A key and the certificate made of it, as a peer makes it. */
public final class SelfSigned {

    public static final String ALIAS = "peer";
    public static final String P_256 = "secp256r1";

    private static final String PASSWORD = "password";

    private SelfSigned() {}

    public static char[] password() {
        return PASSWORD.toCharArray();
    }

    public static KeyStore on(String curve) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair pair = generator.generateKeyPair();
        byte[] encoded = SelfSignedCertificate.of(pair, ALIAS);
        Certificate certificate =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(encoded));
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(ALIAS, pair.getPrivate(), password(), new Certificate[] {certificate});
        return own;
    }
}
