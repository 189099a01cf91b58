package p2p.peer.loop;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketImpl;
import io.vertx.core.net.impl.VertxHandler;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Connects from a given port, and listens there, which others do as well; Vert.x itself cannot. All
 * of them have to allow it, by SO_REUSEADDR and SO_REUSEPORT.
 */
public final class PortConnector {

    private static final ChannelOption<Boolean> REUSE_PORT =
            NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);

    private PortConnector() {}

    /** The answer is what ends it. */
    public static Runnable listen(
            EventLoop loop, InetSocketAddress at, Consumer<NetSocket> accepted) {
        ContextInternal context = loop.context();
        Channel server =
                new ServerBootstrap()
                        .group(context.nettyEventLoop())
                        .channelFactory(context.owner().transport().serverChannelFactory(false))
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(REUSE_PORT, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        wrap(
                                                context,
                                                channel,
                                                come -> accepted.accept(come.result()));
                                    }
                                })
                        .bind(at)
                        .channel();
        return server::close;
    }

    public static void connect(
            EventLoop loop,
            InetSocketAddress from,
            InetSocketAddress to,
            Duration patience,
            Handler<AsyncResult<NetSocket>> done) {
        ContextInternal context = loop.context();
        new Bootstrap()
                .group(context.nettyEventLoop())
                .channelFactory(context.owner().transport().channelFactory(false))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(REUSE_PORT, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.toMillis())
                .handler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                // Nothing comes before the socket is there.
                            }
                        })
                .connect(to, from)
                .addListener((io.netty.channel.ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        wrap(context, connected.channel(), done);
                    } else {
                        context.emit(Future.failedFuture(connected.cause()), done);
                    }
                });
    }

    private static void wrap(
            ContextInternal context, Channel channel, Handler<AsyncResult<NetSocket>> done) {
        VertxHandler<NetSocketImpl> handler =
                VertxHandler.create(at -> new NetSocketImpl(context, at, null, null, false));
        handler.addHandler(socket -> context.emit(Future.succeededFuture(socket), done));
        channel.pipeline().addLast("handler", handler);
    }
}
