package p2p.tracker.account;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import p2p.protocol.file.HashAlgorithm;

/** 128 bits by which an account gets a new password. Only a hash is kept. */
record ResetCode(String text) {

    static final int BYTES = 16;

    /** Of the first bytes of these. */
    static ResetCode of(byte[] bytes) {
        return new ResetCode(HexFormat.of().formatHex(Arrays.copyOf(bytes, BYTES)));
    }

    byte[] hash() {
        return HashAlgorithm.SHA_256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ResetCode[secret]";
    }
}
