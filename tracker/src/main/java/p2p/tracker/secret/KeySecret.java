package p2p.tracker.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/** One secret of the operator's. Its id says nothing of it, and may lie beside what it wraps. */
final class KeySecret {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final byte[] id;
    private final SecretKey key;

    private KeySecret(byte[] id, SecretKey key) {
        this.id = id;
        this.key = key;
    }

    static KeySecret of(String text) {
        byte[] secret = text.getBytes(StandardCharsets.US_ASCII);
        try {
            KDF derivation = KDF.getInstance("HKDF-SHA256");
            return new KeySecret(
                    derivation.deriveData(derived(secret, "p2p id of a secret", ID_BYTES)),
                    derivation.deriveKey(
                            "AES", derived(secret, "p2p wrapping of keys", KEY_BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HKDF", e);
        }
    }

    private static HKDFParameterSpec derived(byte[] secret, String purpose, int bytes) {
        return HKDFParameterSpec.ofExtract()
                .addIKM(secret)
                .thenExpand(purpose.getBytes(StandardCharsets.US_ASCII), bytes);
    }

    boolean is(byte[] asked) {
        return Arrays.equals(id, asked);
    }

    byte[] id() {
        return id.clone();
    }

    KeptKey wrap(KeyColumn column, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] wrapped = cipher(Cipher.ENCRYPT_MODE, nonce, column).doFinal(plain);
            return new KeptKey(
                    ByteBuffer.allocate(NONCE_BYTES + wrapped.length)
                            .put(nonce)
                            .put(wrapped)
                            .array(),
                    id());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    byte[] unwrap(KeyColumn column, byte[] wrapped) {
        try {
            byte[] nonce = Arrays.copyOf(wrapped, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, column)
                    .doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new KeySecrets.Unusable(
                    "A key in the table %s is not as it was written; restore it from a backup."
                            .formatted(column.table()));
        }
    }

    private Cipher cipher(int mode, byte[] nonce, KeyColumn column)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(column.purpose());
        return cipher;
    }
}
