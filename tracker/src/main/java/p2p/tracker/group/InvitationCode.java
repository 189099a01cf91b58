package p2p.tracker.group;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import p2p.protocol.InvitationLink;
import p2p.protocol.file.HashAlgorithm;
import p2p.tracker.refusal.Refusal;

/** 128 bits that stand for approval, and that nobody can guess. Only a hash is kept. */
record InvitationCode(String text) {

    static final int BYTES = 16;

    private static final int RADIX = 32;

    /** Of the first bytes of these. */
    static InvitationCode of(byte[] bytes) {
        String digits = new BigInteger(1, Arrays.copyOf(bytes, BYTES)).toString(RADIX);
        return new InvitationCode("0".repeat(InvitationLink.CODE - digits.length()) + digits);
    }

    /** What somebody sent. */
    static InvitationCode sent(@Nullable String code) {
        if (code == null) {
            throw Refusal.BAD_REQUEST.because("The body needs the invitation's code.");
        }
        return new InvitationCode(code);
    }

    byte[] hash() {
        return HashAlgorithm.SHA_256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "InvitationCode[secret]";
    }
}
