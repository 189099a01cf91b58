package p2p.protocol.peer;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;

/** The certificate, in DER, that a program makes of its own key; nothing else in it matters. */
public final class SelfSignedCertificate {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_ID = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int EXPLICIT_0 = 0xa0;

    private static final byte[] ECDSA_WITH_SHA256 = sequence(objectId(1, 2, 840, 10045, 4, 3, 2));
    private static final String SIGNATURE = "SHA256withECDSA";

    private SelfSignedCertificate() {}

    /** The name is for people who look at it. */
    public static byte[] of(KeyPair pair, String owner) throws GeneralSecurityException {
        byte[] name = sequence(set(sequence(objectId(2, 5, 4, 3), text(owner))));
        byte[] toSign =
                sequence(
                        explicit0(integer(BigInteger.TWO)),
                        integer(new BigInteger(127, new SecureRandom()).setBit(126)),
                        ECDSA_WITH_SHA256,
                        name,
                        sequence(time("20260101000000Z"), time("99991231235959Z")),
                        name,
                        pair.getPublic().getEncoded());
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(pair.getPrivate());
        signature.update(toSign);
        return sequence(toSign, ECDSA_WITH_SHA256, bitString(signature.sign()));
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(SEQUENCE, parts);
    }

    private static byte[] set(byte[]... parts) {
        return tagged(SET, parts);
    }

    private static byte[] explicit0(byte[] part) {
        return tagged(EXPLICIT_0, part);
    }

    private static byte[] integer(BigInteger value) {
        return tagged(INTEGER, value.toByteArray());
    }

    private static byte[] bitString(byte[] bytes) {
        return tagged(BIT_STRING, new byte[1], bytes);
    }

    private static byte[] text(String text) {
        return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A time as {@code YYYYMMDDHHMMSSZ}. */
    private static byte[] time(String time) {
        return tagged(GENERALIZED_TIME, time.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] objectId(int first, int second, int... others) {
        ByteBuffer out = ByteBuffer.allocate(1 + 5 * others.length);
        out.put((byte) (40 * first + second));
        for (int number : others) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (number >> shift != 0) {
                    out.put((byte) (0x80 | number >> shift & 0x7f));
                }
            }
            out.put((byte) (number & 0x7f));
        }
        return tagged(OBJECT_ID, Arrays.copyOf(out.array(), out.position()));
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(4 + length);
        out.put((byte) tag);
        if (length < 0x80) {
            out.put((byte) length);
        } else if (length < 0x100) {
            out.put((byte) 0x81).put((byte) length);
        } else {
            out.put((byte) 0x82).putShort((short) length);
        }
        for (byte[] part : parts) {
            out.put(part);
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}
