package p2p.peer.loop;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Handler;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;

/** What lies below a socket of Vert.x, which would copy all that comes in to the heap. */
public final class RawSocket {

    private final NetSocketInternal socket;

    public RawSocket(NetSocket socket) {
        this.socket = (NetSocketInternal) socket;
    }

    public ChannelHandlerContext channel() {
        return socket.channelHandlerContext();
    }

    /** Hands over Netty's messages as they are read; whoever takes them releases them. */
    public void onMessage(Handler<Object> handler) {
        socket.messageHandler(handler);
    }
}
