package p2p.protocol.wire;

import java.nio.ByteBuffer;

/**
 * What a peer says to a relay, as the first of all: magic, version, the length of its pass, and the
 * pass. The relay says nothing; what follows is for the other peer.
 */
public final class RelayCall {

    /** "P2PR". */
    public static final int MAGIC = 0x50325052;

    public static final int VERSION = 1;

    public static final int HEADER = 4 + 1 + 2;

    /** Bytes of a pass. */
    public static final int LARGEST_PASS = 512;

    /** Both sides of a pair come within this time of each other, or neither is joined. */
    public static final int JOINED_WITHIN_SECONDS = 10;

    private RelayCall() {}

    public static byte[] encode(byte[] pass) {
        return ByteBuffer.allocate(HEADER + pass.length)
                .putInt(MAGIC)
                .put((byte) VERSION)
                .putShort((short) pass.length)
                .put(pass)
                .array();
    }
}
