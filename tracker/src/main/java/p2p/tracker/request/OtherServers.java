package p2p.tracker.request;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/** Servers of this program that speak no HTTP, and watch their connections themselves. */
public final class OtherServers {

    private static final AttributeKey<Boolean> OTHER = AttributeKey.valueOf("p2p.no-http");

    private OtherServers() {}

    /** To be said before the server listens. */
    public static ServerBootstrap add(ServerBootstrap server) {
        return server.childAttr(OTHER, true);
    }

    static boolean have(Channel channel) {
        return channel.hasAttr(OTHER);
    }
}
