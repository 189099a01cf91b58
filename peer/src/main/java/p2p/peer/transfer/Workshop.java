package p2p.peer.transfer;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import p2p.peer.choose.RateLimit;
import p2p.peer.loop.KeyedWorkers;

/** What all downloads of an engine have in common. */
record Workshop(
        Vertx vertx,
        EngineSettings settings,
        Tls tls,
        NetClient client,
        KeyedWorkers workers,
        Serving serving,
        RateLimit down) {}
