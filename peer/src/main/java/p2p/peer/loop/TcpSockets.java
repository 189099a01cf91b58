package p2p.peer.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.nio.AbstractNioChannel;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What Linux can be told, and tells, of a TCP socket, and Java has no word for. Elsewhere, and
 * where the system lets nobody, nothing happens and nothing is known.
 */
public final class TcpSockets {

    private static final Logger LOG = Logger.getLogger(TcpSockets.class);
    private static final int TCP = 6;
    private static final int TCP_INFO = 11;
    private static final int TCP_CONGESTION = 13;
    private static final int ROUND_TRIP_AT = 68;
    private static final int INFO_BYTES = ROUND_TRIP_AT + Integer.BYTES;

    private record Way(SocketCalls calls, Method number) {

        /** Nothing that is closed has one: it may be another's by now. */
        int number(SelectableChannel channel) throws ReflectiveOperationException {
            if (!channel.isOpen()) {
                throw new IllegalStateException("the socket is closed");
            }
            return (int) number.invoke(channel);
        }
    }

    private final Optional<Way> way = way();

    private static Optional<Way> way() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        try {
            Method number = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal");
            return Optional.of(new Way(SocketCalls.here(), number));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.debug("the system's options of sockets are out of reach", e);
            return Optional.empty();
        }
    }

    /** Has the socket send by that congestion control; false where the system does not let it. */
    public boolean congestion(NetSocket socket, String name) {
        try {
            return congestion(channel(socket), name);
        } catch (ClassCastException e) {
            LOG.debug("this socket is none of the system's", e);
            return false;
        }
    }

    /** Whether sockets here may send by that congestion control. */
    public boolean permits(String name) {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.INET)) {
            return congestion(socket, name);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean congestion(SelectableChannel channel, String name) {
        if (way.isEmpty()) {
            return false;
        }
        byte[] said = name.getBytes(StandardCharsets.US_ASCII);
        ByteBuf value = Unpooled.directBuffer(said.length).writeBytes(said);
        try {
            Way there = way.get();
            int number = there.number(channel);
            return 0
                    == there.calls()
                            .setsockopt(
                                    number,
                                    TCP,
                                    TCP_CONGESTION,
                                    value.memoryAddress(),
                                    said.length);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debugf(e, "congestion control %s cannot be chosen", name);
            return false;
        } finally {
            value.release();
        }
    }

    /** How long its packets take to the other end and back, as far as the system knows. */
    public Optional<Duration> roundTrip(NetSocket socket) {
        if (way.isEmpty()) {
            return Optional.empty();
        }
        ByteBuf info = Unpooled.directBuffer(INFO_BYTES).writeZero(INFO_BYTES);
        ByteBuf length = Unpooled.directBuffer(Integer.BYTES).writeIntLE(INFO_BYTES);
        try {
            Way there = way.get();
            int number = there.number(channel(socket));
            int failed =
                    there.calls()
                            .getsockopt(
                                    number,
                                    TCP,
                                    TCP_INFO,
                                    info.memoryAddress(),
                                    length.memoryAddress());
            int micros = info.getIntLE(ROUND_TRIP_AT);
            return failed == 0 && micros > 0
                    ? Optional.of(Duration.of(micros, ChronoUnit.MICROS))
                    : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("a socket's round trip is out of reach", e);
            return Optional.empty();
        } finally {
            info.release();
            length.release();
        }
    }

    private static SelectableChannel channel(NetSocket socket) {
        var unsafe = new RawSocket(socket).channel().channel().unsafe();
        return ((AbstractNioChannel.NioUnsafe) unsafe).ch();
    }
}
