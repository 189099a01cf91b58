package p2p.peer.mapping;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** What is said by PCP (RFC 6887): a map request for TCP, and the answer to it. */
final class PcpMessages {

    static final int NONCE_BYTES = 12;

    private static final int VERSION = 2;
    private static final int MAP = 1;
    private static final int ANSWER = 0x80;
    private static final int TCP = 6;
    private static final int SIZE = 60;
    private static final int HEADER = 24;
    private static final int SHORTEST = 4;
    private static final int ADDRESS_BYTES = 16;
    private static final byte[] MAPPED_IPV4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private PcpMessages() {}

    /**
     * @param nonce by which only who has asked for a mapping changes it
     * @param outside what is wished for
     */
    record Wish(byte[] nonce, InetAddress own, int port, InetAddress outside, int outsidePort) {}

    record Answer(InetAddress outside, int outsidePort, long seconds) {}

    /** For so many seconds; none end it. */
    static byte[] map(Wish wish, int seconds) {
        return ByteBuffer.allocate(SIZE)
                .put((byte) VERSION)
                .put((byte) MAP)
                .putShort((short) 0)
                .putInt(seconds)
                .put(mapped(wish.own))
                .put(wish.nonce)
                .put((byte) TCP)
                .put(new byte[3])
                .putShort((short) wish.port)
                .putShort((short) wish.outsidePort)
                .put(mapped(wish.outside))
                .array();
    }

    private static byte[] mapped(InetAddress address) {
        return ByteBuffer.allocate(ADDRESS_BYTES)
                .put(MAPPED_IPV4)
                .put(address.getAddress())
                .array();
    }

    /** Fails where the router refuses; nothing is what is no answer to this wish. */
    static Optional<Answer> read(byte[] bytes, Wish wish) throws IOException {
        if (bytes.length < SHORTEST) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes);
        int version = in.get();
        int kind = Byte.toUnsignedInt(in.get());
        if (version != VERSION) {
            throw new RouterError("The router does not speak PCP", version);
        }
        in.get();
        int result = Byte.toUnsignedInt(in.get());
        if (kind != (ANSWER | MAP) || bytes.length < HEADER) {
            return Optional.empty();
        }
        boolean isWhole = bytes.length >= SIZE;
        if (result != 0 && !isWhole) {
            throw new RouterError("The router maps no port by PCP", result);
        }
        long seconds = Integer.toUnsignedLong(in.getInt());
        if (!isWhole || !isTo(wish, in.position(HEADER))) {
            return Optional.empty();
        }
        if (result != 0) {
            throw new RouterError("The router maps no port by PCP", result);
        }
        int outsidePort = Short.toUnsignedInt(in.getShort());
        byte[] outside = new byte[ADDRESS_BYTES];
        in.get(outside);
        InetAddress address = DefaultRoute.address(outside);
        if (outsidePort == 0 || address.getAddress().length != Integer.BYTES) {
            throw new RouterError("The router maps to nowhere by PCP", outsidePort);
        }
        return Optional.of(new Answer(address, outsidePort, seconds));
    }

    private static boolean isTo(Wish wish, ByteBuffer in) {
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(nonce);
        int protocol = in.get();
        in.position(in.position() + 3);
        return Arrays.equals(nonce, wish.nonce)
                && protocol == TCP
                && Short.toUnsignedInt(in.getShort()) == wish.port;
    }
}
