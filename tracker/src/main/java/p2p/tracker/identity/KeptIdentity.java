package p2p.tracker.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import p2p.protocol.peer.Fingerprint;

/** An identity as it is kept: a key on P-256, in the encodings that Java gives its halves. */
record KeptIdentity(byte[] publicKey, byte[] privateKey) {

    private static final String ALGORITHM = "EC";

    static KeptIdentity fresh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new KeptIdentity(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(publicKey);
    }

    KeyPair pair() {
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            return new KeyPair(
                    keys.generatePublic(new X509EncodedKeySpec(publicKey)),
                    keys.generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored identity cannot be read", e);
        }
    }

    /** The private half is nobody's to see. */
    @Override
    public String toString() {
        return "KeptIdentity[" + fingerprint() + "]";
    }
}
