package p2p.tracker.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import p2p.protocol.wire.RelayCall;

/**
 * One peer's connection to the relay: its call, and from when it is joined, bytes from it to the
 * other one. Nothing is read before what was read has been taken there, so that who reads slowly
 * costs one buffer.
 */
final class RelayConnection extends ChannelInboundHandlerAdapter {

    private final RelayServer server;
    private final SocketChannel channel;
    private final long since = System.nanoTime();

    /** What has come and could not be handed on yet: the call, and what followed it. */
    private ByteBuf early = Unpooled.EMPTY_BUFFER;

    private @Nullable RelayConnection other;
    private volatile boolean called;
    private volatile long movedAt = since;

    RelayConnection(RelayServer server, SocketChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    String address() {
        return channel.remoteAddress().getAddress().getHostAddress();
    }

    long since() {
        return since;
    }

    /** Whether it has shown a pass. */
    boolean hasCalled() {
        return called;
    }

    /** When bytes of it were taken last. */
    long movedAt() {
        return movedAt;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (other != null) {
            pass(bytes, other);
            return;
        }
        early = joined(early, bytes);
        if (!called) {
            call(early);
        }
    }

    /** Takes as much room as there are bytes, however few come at a time. */
    private static ByteBuf joined(ByteBuf before, ByteBuf more) {
        try {
            return Unpooled.copiedBuffer(before, more);
        } finally {
            before.release();
            more.release();
        }
    }

    private void call(ByteBuf bytes) {
        int there = bytes.readableBytes();
        if (there >= Integer.BYTES && bytes.getInt(bytes.readerIndex()) != RelayCall.MAGIC) {
            close();
        } else if (there < RelayCall.HEADER) {
            channel.read();
        } else {
            int at = bytes.readerIndex();
            int version = bytes.getUnsignedByte(at + Integer.BYTES);
            int length = bytes.getUnsignedShort(at + RelayCall.HEADER - Short.BYTES);
            if (version != RelayCall.VERSION || length > RelayCall.LARGEST_PASS) {
                close();
            } else if (there < RelayCall.HEADER + length) {
                channel.read();
            } else {
                byte[] pass = new byte[length];
                bytes.skipBytes(RelayCall.HEADER).readBytes(pass);
                called = true;
                server.called(this, pass);
            }
        }
    }

    /** On any thread. */
    void join(RelayConnection with) {
        movedAt = System.nanoTime();
        channel.eventLoop()
                .execute(() -> {
                    other = with;
                    ByteBuf first = early;
                    early = Unpooled.EMPTY_BUFFER;
                    pass(first, with);
                });
    }

    private void pass(ByteBuf bytes, RelayConnection to) {
        int length = bytes.readableBytes();
        to.channel
                .writeAndFlush(bytes)
                .addListener(written -> {
                    if (written.isSuccess()) {
                        movedAt = System.nanoTime();
                        server.moved(length);
                        channel.read();
                    } else {
                        close();
                    }
                });
    }

    /** On any thread. */
    void close() {
        channel.close();
    }

    /** The same once it has all that was on its way to it. */
    void closeAfterAll() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        early.release();
        early = Unpooled.EMPTY_BUFFER;
        server.gone(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close();
    }

    Channel channel() {
        return channel;
    }
}
