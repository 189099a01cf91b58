package p2p.peer.fetch;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.util.function.Supplier;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.PeerTls;
import p2p.peer.loop.KeyedWorkers;
import p2p.peer.loop.TcpSockets;
import p2p.peer.rate.RateLimit;
import p2p.peer.reach.Doors;
import p2p.peer.reach.Standpoint;
import p2p.peer.seed.SeedServer;

/** What all downloads of an engine have in common. */
public record FetchResources(
        Vertx vertx,
        ConnectionSettings settings,
        PeerTls tls,
        NetClient client,
        KeyedWorkers workers,
        SeedServer seedServer,
        RateLimit down,
        Supplier<Standpoint> standpoint,
        Doors doors,
        TcpSockets sockets) {}
