package p2p.peer.engine;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Identity;
import p2p.peer.connection.PeerTls;
import p2p.peer.disk.Shared;
import p2p.peer.fetch.Fetch;
import p2p.peer.fetch.FetchListener;
import p2p.peer.fetch.FetchOrder;
import p2p.peer.fetch.FetchResources;
import p2p.peer.fetch.Knock;
import p2p.peer.loop.KeyedWorkers;
import p2p.peer.loop.TcpSockets;
import p2p.peer.punch.Hole;
import p2p.peer.rate.RateLimit;
import p2p.peer.reach.Doors;
import p2p.peer.reach.Standpoint;
import p2p.peer.seed.SeedListener;
import p2p.peer.seed.SeedServer;
import p2p.peer.seed.Sending;
import p2p.peer.ticket.TicketGate;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.ticket.TicketClaims;

/** Serves files to other peers and downloads from them. Everything may be called on any thread. */
public final class Engine {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int LEAST_WORKERS = 2;

    private final Identity identity;
    private final RandomGenerator random;
    private final KeyedWorkers readers;
    private final KeyedWorkers writers;
    private final SeedServer seedServer;
    private final NetClient client;
    private final FetchResources resources;
    private final RateLimit down = new RateLimit();
    private volatile Standpoint standpoint = Standpoint.UNKNOWN;
    private final Set<Fetch> fetches = ConcurrentHashMap.newKeySet();

    public Engine(
            Vertx vertx,
            ConnectionSettings settings,
            Identity identity,
            TicketGate gate,
            SeedListener listener,
            RandomGenerator random) {
        this.identity = identity;
        this.random = random;
        PeerTls tls = new PeerTls(identity, settings.greeting());
        int count = Math.max(LEAST_WORKERS, Runtime.getRuntime().availableProcessors());
        // Apart from each other: who asks us for something does not wait until our own is hashed.
        readers = new KeyedWorkers("p2p-read", count);
        writers = new KeyedWorkers("p2p-write", count);
        TcpSockets sockets = new TcpSockets();
        seedServer = new SeedServer(vertx, settings, tls, gate, listener, readers, sockets);
        client =
                vertx.createNetClient(
                        new NetClientOptions()
                                .setConnectTimeout(CONNECT_MILLIS)
                                .setTcpNoDelay(true));
        resources =
                new FetchResources(
                        vertx,
                        settings,
                        tls,
                        client,
                        writers,
                        seedServer,
                        down,
                        () -> standpoint,
                        new Doors(),
                        sockets);
    }

    /** Listens; the answer is where. */
    public Future<HostPort> start() {
        return seedServer.start();
    }

    /** Where this peer is from now on: what hangs on an address of before ends. */
    public synchronized void standsAt(Standpoint now) {
        if (!now.equals(standpoint)) {
            standpoint = now;
            seedServer.standsAt(now);
            fetches.forEach(fetch -> fetch.standsAt(now));
        }
    }

    public Standpoint standpoint() {
        return standpoint;
    }

    /**
     * How soon that seeder answers at an address, which may be anybody's if nobody has checked it.
     */
    public Future<Duration> knock(PeerContact contact, HostPort address, boolean isChecked) {
        return isChecked || resources.doors().knock(address, System.nanoTime())
                ? Knock.at(resources, contact, address)
                : Future.failedFuture("It was tried often lately, and is left alone for a while.");
    }

    public Fingerprint fingerprint() {
        return identity.fingerprint();
    }

    /** Serves the file until told otherwise, or until it is seen changed. */
    public void serve(FileId file, Manifest manifest, Shared source) {
        serve(file, manifest, source, source.part().orElseGet(() -> all(manifest)));
    }

    private static BitSet all(Manifest manifest) {
        BitSet all = new BitSet();
        all.set(0, manifest.pieceCount());
        return all;
    }

    /** Serves only these pieces of it. */
    void serve(FileId file, Manifest manifest, Shared source, BitSet pieces) {
        seedServer.add(file, manifest, source, pieces);
    }

    public void stopServing(FileId file, String reason) {
        seedServer.remove(file, reason);
    }

    /** Drops at once every connection that lives by such a ticket. */
    public void revoke(Predicate<TicketClaims> concerned, String reason) {
        seedServer.revoke(concerned, reason);
    }

    /** What is on its way to whom. */
    public Future<List<Sending>> sending() {
        return seedServer.sending();
    }

    /** Meets a leecher of this user's at a relay. */
    public void dial(HostPort relay, byte[] pass, String user) {
        seedServer.dial(client, relay, pass, user);
    }

    /** Lets a leecher of this user's in, who is there and lets this peer in. */
    public void punch(Hole hole, List<HostPort> at, String user) {
        seedServer.punch(hole, at, user);
    }

    /** Starts a download or goes on with one; what it has is served as well, as it comes. */
    public Fetch fetch(FetchOrder order, FetchListener listener) {
        RandomGenerator own;
        synchronized (random) {
            own = new SplittableRandom(random.nextLong());
        }
        Fetch fetch = new Fetch(resources, order, identity.fingerprint(), own, listener);
        fetches.removeIf(Fetch::isOver);
        fetches.add(fetch);
        return fetch;
    }

    /** The most in all, in bytes a second; 0 is no limit. */
    public void limits(long up, long down) {
        seedServer.limit(up);
        this.down.limitTo(down);
    }

    /** Stops all downloads cleanly and serving. */
    public Future<Void> stop() {
        List<Future<Void>> stopping = fetches.stream().map(Fetch::stop).toList();
        return Future.join(stopping)
                .transform(stopped -> seedServer.stop())
                .onComplete(stopped -> {
                    client.close();
                    readers.stop();
                    writers.stop();
                });
    }
}
