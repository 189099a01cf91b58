package p2p.peer.mapping;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.stream.Stream;

/** A line of Linux's table of routes, whose addresses are numbers in the machine's own order. */
record Route(int destination, InetAddress router, int flags, int metric, int mask) {

    static final int MOST = 10_000;
    static final Comparator<Route> BY_METRIC = Comparator.comparingInt(Route::metric);

    private static final int FIELDS = 8;
    private static final int UP = 1;
    private static final int GATEWAY = 2;
    private static final int HEX = 16;
    private static final int HALF = 0x80000000;

    static Stream<Route> parse(String line, ByteOrder order) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length < FIELDS) {
            return Stream.empty();
        }
        try {
            return Stream.of(
                    new Route(
                            number(fields[1], order),
                            DefaultRoute.address(bytes(fields[2], order).array()),
                            Integer.parseUnsignedInt(fields[3], HEX),
                            Integer.parseInt(fields[6]),
                            number(fields[7], order)));
        } catch (NumberFormatException e) {
            return Stream.empty();
        }
    }

    private static int number(String hex, ByteOrder order) {
        return bytes(hex, order).order(ByteOrder.BIG_ENDIAN).getInt(0);
    }

    private static ByteBuffer bytes(String hex, ByteOrder order) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(order)
                .putInt(Integer.parseUnsignedInt(hex, HEX))
                .flip();
    }

    boolean isOfAll() {
        return isUp() && destination == 0 && mask == 0;
    }

    boolean isOfHalf() {
        return isUp() && destination == 0 && mask == HALF;
    }

    private boolean isUp() {
        return (flags & UP) != 0;
    }

    boolean hasRouter() {
        return (flags & GATEWAY) != 0 && !router.isAnyLocalAddress();
    }
}
