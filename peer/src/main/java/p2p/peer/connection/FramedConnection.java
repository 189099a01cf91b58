package p2p.peer.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import p2p.peer.loop.RawSocket;
import p2p.peer.loop.TcpSockets;
import p2p.peer.reach.Network;
import p2p.peer.reach.Standpoint;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.FrameDecoder;
import p2p.protocol.wire.FrameEncoder;
import p2p.protocol.wire.FrameHandler;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Side;

/**
 * One connection: frames in and out, on one event loop. It takes Netty's buffers as they are read.
 */
public final class FramedConnection implements FrameHandler {

    /** Small frames a second that no honest peer reaches. */
    private static final int MOST_SMALL_FRAMES = 20_000;

    private static final int SMALL_DATA = 4096;

    /** Whoever lets so much wait for it reads nothing, and makes us say more and more. */
    private static final long MOST_UNSENT = 8 << 20;

    private static final int LEAST_READ = 512;
    private static final int FIRST_READ = 16 << 10;
    private static final int MOST_READ = 256 << 10;
    private static final long LINGER_MILLIS = 1000;
    private static final long SECOND = 1_000_000_000L;

    private final NetSocket socket;
    private final ChannelHandlerContext channel;
    private final @Nullable SslHandler tls;
    private final FrameDecoder decoder;
    private final ConnectionListener listener;
    private @Nullable ByteBuf reading;
    private @Nullable String ending;
    private long heardAt = System.nanoTime();
    private long spokeAt = heardAt;
    private boolean greeted;
    private long secondBegan = heardAt;
    private int smallFrames;

    /** To be made inside the connect callback: what arrives before that is lost. */
    public FramedConnection(
            NetSocket socket, Side other, @Nullable SslHandler tls, ConnectionListener listener) {
        this.socket = socket;
        this.tls = tls;
        this.listener = listener;
        decoder = new FrameDecoder(other, this);
        RawSocket raw = new RawSocket(socket);
        channel = raw.channel();
        channel.channel()
                .config()
                .setAllocator(tls == null ? PooledByteBufAllocator.DEFAULT : ArrayBuffers.POOL)
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, MOST_READ));
        raw.onMessage(this::read);
        socket.exceptionHandler(this::failed);
        socket.closeHandler(nothing -> end("The connection was lost."));
        if (tls != null) {
            channel.pipeline().addFirst("tls", tls);
        }
    }

    /** Nothing is to be sent before. */
    public void choose(Congestion congestion, TcpSockets sockets) {
        if (congestion.isFor(roundTrip(sockets).orElse(Duration.ZERO))) {
            sockets.congestion(socket, congestion.name());
        }
    }

    /** How long it takes to the other side and back, as far as the system knows. */
    public Optional<Duration> roundTrip(TcpSockets sockets) {
        return sockets.roundTrip(socket);
    }

    public boolean isEncrypted() {
        return tls != null;
    }

    public Optional<Fingerprint> proved() {
        return tls == null ? Optional.empty() : PeerTls.proved(tls);
    }

    /** Runs when frames can be sent; never when the handshake fails. */
    public void whenReady(Runnable then) {
        if (tls == null) {
            then.run();
        } else {
            tls.handshakeFuture()
                    .addListener(done -> {
                        if (done.isSuccess()) {
                            then.run();
                        }
                    });
        }
    }

    public void send(Frame frame) {
        if (channel.channel().bytesBeforeWritable() > MOST_UNSENT) {
            channel.close();
        } else if (!isEnding()) {
            spokeAt = System.nanoTime();
            greeted = true;
            channel.writeAndFlush(Unpooled.wrappedBuffer(FrameEncoder.encode(frame)));
        }
    }

    /** Sends a DATA frame, whose header it has in one piece and whose bytes in another. */
    public ChannelFuture sendPayload(byte[] header, Object payload) {
        spokeAt = System.nanoTime();
        channel.write(Unpooled.wrappedBuffer(header), channel.voidPromise());
        return channel.writeAndFlush(payload);
    }

    /**
     * Pings a silent peer, once the greeting is said, which comes first; ends the connection to one
     * that was silent for too long.
     */
    public void keepAlive(Duration idle, long now) {
        if (now - heardAt > idle.toNanos()) {
            bye(ByeCode.IDLE, "Nothing was heard for " + idle.toSeconds() + " seconds.");
        } else if (greeted && now - spokeAt > idle.toNanos() / 3) {
            send(new Frame.Ping());
        }
    }

    /** Says why, and closes. */
    public void bye(ByeCode code, String reason) {
        if (isEnding()) {
            return;
        }
        send(new Frame.Bye(code, reason));
        end(reason);
        // Unread bytes at close would reset the connection, and the reason with it: the other side
        // gets a moment to close first, while what it sends is thrown away.
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(
                        (ChannelFutureListener)
                                sent -> {
                                    if (sent.channel() instanceof DuplexChannel duplex) {
                                        duplex.shutdownOutput();
                                    }
                                });
        channel.executor().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Without a word: nobody is to hear it. */
    public void close(String reason) {
        end(reason);
        channel.close();
    }

    /** Whether this end's address is still one of this machine's. */
    public boolean isOf(Standpoint now) {
        return socket.localAddress() == null
                || Network.literal(socket.localAddress().hostAddress())
                        .filter(now::has)
                        .isPresent();
    }

    public boolean isEnding() {
        return ending != null;
    }

    /** Runs when the socket is closed, or at once if it is. */
    public void whenClosed(Runnable then) {
        channel.channel().closeFuture().addListener(done -> then.run());
    }

    String address() {
        return socket.remoteAddress() == null ? "" : socket.remoteAddress().hostAddress();
    }

    private void read(Object message) {
        if (isEnding() || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        reading = bytes;
        heardAt = System.nanoTime();
        try {
            decoder.decode(bytes.nioBuffer());
        } catch (ProtocolException e) {
            bye(e.code(), e.getMessage());
        } catch (RuntimeException e) {
            failed(e);
            throw e;
        } finally {
            reading = null;
            bytes.release();
        }
    }

    @Override
    public void frame(Frame frame) throws ProtocolException {
        if (isEnding()) {
            return;
        }
        if (!(frame instanceof Frame.Data data) || data.length() < SMALL_DATA) {
            countSmallFrame();
        }
        if (frame instanceof Frame.Bye(ByeCode code, String reason)) {
            end(reason.isEmpty() ? "The other side ended it: " + code + "." : reason);
            channel.close();
        } else {
            listener.frame(frame);
        }
    }

    @Override
    public void payload(ByteBuffer bytes) throws ProtocolException {
        if (!isEnding()) {
            listener.payload(Objects.requireNonNull(reading), bytes);
        }
    }

    private void countSmallFrame() throws ProtocolException {
        if (heardAt - secondBegan > SECOND) {
            secondBegan = heardAt;
            smallFrames = 0;
        }
        if (++smallFrames > MOST_SMALL_FRAMES) {
            throw new ProtocolException("More small frames than anybody needs.");
        }
    }

    private void failed(Throwable cause) {
        end("The connection failed: " + cause.getMessage());
        channel.close();
    }

    private void end(String reason) {
        if (ending == null) {
            ending = reason;
            listener.closed(reason);
        }
    }
}
