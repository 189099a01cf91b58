package p2p.protocol.ticket;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Objects;
import p2p.protocol.peer.Fingerprint;

/**
 * The word of the trackers' identity that a key signs tickets: by ECDSA with SHA-256, on P-256.
 *
 * @param identity the public key that has signed it, as X.509 has it
 */
public record KeyVoucher(byte[] identity, byte[] signature) {

    private static final String ALGORITHM = "SHA256withECDSA";
    private static final String PURPOSE = "p2p ticket key 1";

    public KeyVoucher {
        Objects.requireNonNull(identity);
        Objects.requireNonNull(signature);
    }

    /** For a key with this number. */
    public static KeyVoucher sign(int id, byte[] key, byte[] identity, PrivateKey own) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(own);
            signature.update(statement(id, key));
            return new KeyVoucher(identity, signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of ours can sign", e);
        }
    }

    /** Whether that identity, and no other, has signed this for this key. */
    public boolean isGood(int id, byte[] key, Fingerprint expected) {
        if (!Fingerprint.of(identity).equals(expected)) {
            return false;
        }
        try {
            PublicKey known =
                    KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(identity));
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(known);
            check.update(statement(id, key));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Three lines, which nothing else that the identity signs begins with. */
    private static byte[] statement(int id, byte[] key) {
        return "%s\n%d\n%s\n"
                .formatted(PURPOSE, id, HexFormat.of().formatHex(key))
                .getBytes(StandardCharsets.UTF_8);
    }
}
