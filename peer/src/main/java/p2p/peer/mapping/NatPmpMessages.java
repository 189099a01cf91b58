package p2p.peer.mapping;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What is said by NAT-PMP (RFC 6886). */
final class NatPmpMessages {

    private static final int VERSION = 0;
    private static final int ADDRESS = 0;
    private static final int MAP_TCP = 2;
    private static final int ANSWER = 0x80;
    private static final int ADDRESS_SIZE = 12;
    private static final int MAP_SIZE = 16;
    private static final int SHORTEST = 4;

    private NatPmpMessages() {}

    record Answer(int outsidePort, long seconds) {}

    static byte[] address() {
        return new byte[] {VERSION, ADDRESS};
    }

    /** For so many seconds; none end it. */
    static byte[] map(int port, int outsidePort, int seconds) {
        return ByteBuffer.allocate(12)
                .put((byte) VERSION)
                .put((byte) MAP_TCP)
                .putShort((short) 0)
                .putShort((short) port)
                .putShort((short) outsidePort)
                .putInt(seconds)
                .array();
    }

    static Optional<InetAddress> readAddress(byte[] bytes) throws IOException {
        ByteBuffer in = checked(bytes, ADDRESS);
        if (bytes.length < ADDRESS_SIZE || in.limit() == 0) {
            return Optional.empty();
        }
        byte[] address = new byte[Integer.BYTES];
        in.get(8, address);
        return Optional.of(DefaultRoute.address(address));
    }

    /** Fails where the router refuses; nothing is what is no answer to the wish for this port. */
    static Optional<Answer> readMap(byte[] bytes, int port) throws IOException {
        ByteBuffer in = checked(bytes, MAP_TCP);
        if (bytes.length < MAP_SIZE
                || in.limit() == 0
                || Short.toUnsignedInt(in.getShort(8)) != port) {
            return Optional.empty();
        }
        int outsidePort = Short.toUnsignedInt(in.getShort(10));
        return Optional.of(new Answer(outsidePort, Integer.toUnsignedLong(in.getInt(12))));
    }

    /** Empty, where it is no answer to this. */
    private static ByteBuffer checked(byte[] bytes, int to) throws IOException {
        var in = ByteBuffer.wrap(bytes);
        if (bytes.length < SHORTEST || Byte.toUnsignedInt(in.get(1)) != (ANSWER | to)) {
            return in.limit(0);
        }
        int result = Short.toUnsignedInt(in.getShort(2));
        if (in.get(0) != VERSION || result != 0) {
            throw new RouterError("The router does not do it by NAT-PMP", result);
        }
        return in;
    }
}
