package p2p.tracker.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One secret of the operator's. Its id says nothing of it, and may lie beside what it wraps. */
final class KeySecret {

    private static final String MAC = "HmacSHA256";
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
        return new KeySecret(
                derived(secret, "p2p id of a secret", ID_BYTES),
                new SecretKeySpec(derived(secret, "p2p wrapping of keys", KEY_BYTES), "AES"));
    }

    /** HKDF (RFC 5869) of one block, without salt; native executables find no KDF of Java's. */
    private static byte[] derived(byte[] secret, String purpose, int bytes) {
        byte[] extracted = mac(new byte[KEY_BYTES], secret);
        byte[] block = mac(extracted, (purpose + '\1').getBytes(StandardCharsets.US_ASCII));
        return Arrays.copyOf(block, bytes);
    }

    private static byte[] mac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }

    boolean is(byte[] asked) {
        return Arrays.equals(id, asked);
    }

    byte[] id() {
        return id.clone();
    }

    /** Enough to tell it from others. */
    String idBegins() {
        return HexFormat.of().formatHex(id, 0, 4);
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
                    "A key in the table %s is not as it was written; %s."
                            .formatted(
                                    column.table(),
                                    column.table().equals("signing_key")
                                            ? "delete that row, for a new one is made of itself"
                                            : "restore it from a backup"));
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
