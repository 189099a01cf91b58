package p2p.peer.seed;

import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.PeerTls;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PieceSource;
import p2p.peer.disk.Shared;
import p2p.peer.loop.EventLoop;
import p2p.peer.loop.KeyedWorkers;
import p2p.peer.loop.TcpSockets;
import p2p.peer.punch.Hole;
import p2p.peer.reach.Standpoint;
import p2p.peer.ticket.TicketGate;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Encryption;
import p2p.protocol.ticket.TicketClaims;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.FrameEncoder;
import p2p.protocol.wire.RelayCall;

/** The serving side: what is served, and to whom. All of it lives on one event loop. */
public final class SeedServer {

    private static final Logger LOG = Logger.getLogger(SeedServer.class);
    private static final long TICK_MILLIS = 500;
    private static final Duration JOINED_WITHIN =
            Duration.ofSeconds(RelayCall.JOINED_WITHIN_SECONDS);

    private static final int NEXT_PORTS = 16;
    private static final int LAST_PORT = 65_535;

    static final String FULL = "The seeder has too many connections.";

    private final Vertx vertx;
    private final ConnectionSettings settings;
    private final PeerTls tls;
    private final TicketGate gate;
    private final SeedListener listener;
    private final KeyedWorkers workers;
    private final TcpSockets sockets;
    private final EventLoop loop;
    private NetServer server;
    private final UnchokeSlots slots;
    private final UploadPump pump;
    private final Map<FileId, SeededFile> files = new HashMap<>();
    private final Places places;
    private final Set<LeecherConnection> leechers = new HashSet<>();
    private int leechersSoFar;
    private long ticker;

    public SeedServer(
            Vertx vertx,
            ConnectionSettings settings,
            PeerTls tls,
            TicketGate gate,
            SeedListener listener,
            KeyedWorkers workers,
            TcpSockets sockets) {
        this.vertx = vertx;
        this.settings = settings;
        this.tls = tls;
        this.gate = gate;
        this.listener = listener;
        this.workers = workers;
        this.sockets = sockets;
        loop = EventLoop.of(vertx);
        places = new Places(settings.room());
        slots = new UnchokeSlots(settings.uploadSlots());
        pump = new UploadPump(loop, workers, this::trouble);
        server = closedServer();
    }

    public Future<HostPort> start() {
        HostPort listen = settings.listen().address();
        return loop.call(
                        () -> {
                            ticker = vertx.setPeriodic(TICK_MILLIS, id -> tick());
                            return listen(listen);
                        })
                .compose(listening -> listening)
                .map(listening -> new HostPort(listen.host(), listening.actualPort()));
    }

    private NetServer closedServer() {
        return vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true))
                .connectHandler(this::connected);
    }

    private Future<NetServer> listen(HostPort wanted) {
        return settings.listen().orAnotherPort()
                ? listen(wanted, NEXT_PORTS)
                : server.listen(wanted.port(), wanted.host());
    }

    /** There, or at one of so many ports next to it, or at any. */
    private Future<NetServer> listen(HostPort wanted, int more) {
        return server.listen(wanted.port(), wanted.host())
                .recover(taken -> {
                    if (wanted.port() == 0) {
                        return Future.failedFuture(taken);
                    }
                    server = closedServer();
                    int next = more == 0 || wanted.port() == LAST_PORT ? 0 : wanted.port() + 1;
                    return listen(new HostPort(wanted.host(), next), more - 1);
                });
    }

    public Future<Void> stop() {
        return loop.call(
                        () -> {
                            vertx.cancelTimer(ticker);
                            for (LeecherConnection leecher : List.copyOf(leechers)) {
                                leecher.connection()
                                        .bye(ByeCode.STOPPING, "The seeder is stopping.");
                            }
                            var closing = files.values().stream().map(this::close).toList();
                            files.clear();
                            return Future.join(closing).transform(closed -> server.close());
                        })
                .compose(closing -> closing);
    }

    /** Leaves alone what is served already. */
    public void add(FileId id, Manifest manifest, PieceSource source, BitSet has) {
        loop.execute(
                () -> files.computeIfAbsent(id, _ -> new SeededFile(id, manifest, source, has)));
    }

    public void has(FileId id, PieceSource source, int piece) {
        loop.execute(() -> {
            SeededFile seeded = files.get(id);
            if (seeded != null && seeded.source() == source && !seeded.has().get(piece)) {
                seeded.has().set(piece);
                seeded.uploads().forEach(upload -> upload.connection().send(new Frame.Have(piece)));
            }
        });
    }

    /** The answer comes when the old source is not read any more. */
    public Future<Void> move(FileId id, PieceSource from, Shared to) {
        Future<Void> ready =
                to.part()
                        .map(part -> settle(id, from, seeded -> keep(seeded, part)))
                        .orElseGet(Future::succeededFuture);
        return ready.compose(_ -> settle(id, from, seeded -> seeded.source(to)));
    }

    /** Done when nothing that began before is read any more. */
    private Future<Void> settle(FileId id, PieceSource source, Consumer<SeededFile> change) {
        return loop.call(
                        () -> {
                            find(id).filter(seeded -> seeded.source() == source).ifPresent(change);
                            return workers.settled(loop);
                        })
                .compose(settled -> settled);
    }

    /** Whoever is connected comes back to hear what is left. */
    private static void keep(SeededFile seeded, BitSet part) {
        int before = seeded.has().cardinality();
        seeded.has().and(part);
        if (seeded.has().cardinality() < before) {
            for (Upload upload : List.copyOf(seeded.uploads())) {
                upload.connection().bye(ByeCode.STOPPING, "The seeder has lost some pieces.");
            }
        }
    }

    public void remove(FileId id, String reason) {
        loop.execute(() -> find(id).ifPresent(seeded -> remove(seeded, reason)));
    }

    /** Leaves alone what is served from elsewhere. */
    public void remove(FileId id, PieceSource source, String reason) {
        loop.execute(() ->
                find(id).filter(seeded -> seeded.source() == source)
                        .ifPresent(seeded -> remove(seeded, reason)));
    }

    public void revoke(Predicate<TicketClaims> concerned, String reason) {
        loop.execute(() -> {
            for (Upload upload : uploads()) {
                if (concerned.test(upload.claims())) {
                    upload.connection().bye(ByeCode.REVOKED, reason);
                }
            }
        });
    }

    /** Ends what hangs on an address that this machine has no more. */
    public void standsAt(Standpoint now) {
        loop.execute(() -> {
            for (LeecherConnection leecher : List.copyOf(leechers)) {
                if (!leecher.connection().isOf(now)) {
                    leecher.connection().close("This machine has another address now.");
                }
            }
        });
    }

    public void limit(long bytesPerSecond) {
        loop.execute(() -> {
            pump.overall().limitTo(bytesPerSecond, System.nanoTime());
            pump.pump();
        });
    }

    /** What is on its way to whom. */
    public Future<List<Sending>> sending() {
        return loop.call(() -> Sending.of(uploads(), System.nanoTime()));
    }

    Optional<SeededFile> find(FileId id) {
        return Optional.ofNullable(files.get(id));
    }

    TicketGate gate() {
        return gate;
    }

    UploadPump pump() {
        return pump;
    }

    int nextNumber() {
        return leechersSoFar++;
    }

    void joined(Upload upload) {
        upload.seeded().join(upload);
        slots.join(upload, System.nanoTime());
    }

    void left(LeecherConnection leecher) {
        leechers.remove(leecher);
        leecher.upload()
                .ifPresent(upload -> {
                    upload.seeded().leave(upload);
                    slots.leave(upload, System.nanoTime());
                });
    }

    private void connected(NetSocket socket) {
        places.enter(InetAddress.ofLiteral(socket.remoteAddress().hostAddress()))
                .ifPresentOrElse(place -> entered(socket, place), () -> turnAway(socket));
    }

    /**
     * Goes to the relay where this user wants to meet this seeder; all that passes there is
     * encrypted.
     */
    public void dial(NetClient client, HostPort relay, byte[] pass, String user) {
        loop.execute(() ->
                places.enter("relayed " + user)
                        .ifPresent(place -> dial(client, relay, pass, place)));
    }

    private void dial(NetClient client, HostPort relay, byte[] pass, Places.Place place) {
        client.connect(
                relay.port(),
                relay.host(),
                connected -> {
                    if (connected.succeeded()) {
                        connected.result().write(Buffer.buffer(RelayCall.encode(pass)));
                        dialled(connected.result(), place);
                    } else {
                        place.leave();
                    }
                });
    }

    /** Connects to where this user is, who connects to this seeder at the same moment. */
    public void punch(Hole hole, List<HostPort> at, String user) {
        loop.execute(() ->
                hole.listen(
                        loop,
                        socket ->
                                place(user)
                                        .ifPresentOrElse(
                                                place -> punched(socket, place), socket::close)));
        loop.executeIn(
                hole.roundTrip(),
                () -> at.forEach(to -> place(user).ifPresent(place -> punch(hole, to, place))));
    }

    private Optional<Places.Place> place(String user) {
        return places.enter("punched " + user);
    }

    private void punch(Hole hole, HostPort to, Places.Place place) {
        hole.connect(
                loop,
                to,
                connected -> {
                    if (connected.succeeded()) {
                        punched(connected.result(), place);
                    } else {
                        place.leave();
                    }
                });
    }

    private void punched(NetSocket socket, Places.Place place) {
        entered(socket, place, tls.server(), settings.greeting());
    }

    /** The other one may come to the relay so much later. */
    private void dialled(NetSocket socket, Places.Place place) {
        SslHandler handler = tls.server();
        handler.setHandshakeTimeoutMillis(
                handler.getHandshakeTimeoutMillis() + JOINED_WITHIN.toMillis());
        entered(socket, place, handler, settings.greeting().plus(JOINED_WITHIN));
    }

    private void entered(NetSocket socket, Places.Place place) {
        SslHandler handler = settings.encryption() == Encryption.ON ? tls.server() : null;
        entered(socket, place, handler, settings.greeting());
    }

    private void entered(
            NetSocket socket, Places.Place place, @Nullable SslHandler handler, Duration greeting) {
        LeecherConnection leecher = new LeecherConnection(this, socket, handler, place, greeting);
        leechers.add(leecher);
        leecher.connection().choose(settings.congestion(), sockets);
        leecher.connection().whenClosed(place::leave);
    }

    /** Without waiting for anything; a handshake for the sake of the reason would cost too much. */
    private void turnAway(NetSocket socket) {
        if (settings.encryption() == Encryption.ON) {
            socket.close();
        } else {
            Frame busy = new Frame.Bye(ByeCode.BUSY, FULL);
            socket.end(Buffer.buffer(FrameEncoder.encode(busy)));
        }
    }

    private void tick() {
        long now = System.nanoTime();
        for (LeecherConnection leecher : List.copyOf(leechers)) {
            leecher.tick(now, settings);
        }
        slots.rotate(now);
    }

    private List<Upload> uploads() {
        List<Upload> all = new ArrayList<>();
        files.values().forEach(seeded -> all.addAll(seeded.uploads()));
        return all;
    }

    private void trouble(SeededFile seeded, IOException trouble) {
        if (files.get(seeded.id()) != seeded) {
            return;
        }
        BitSet lost = seeded.source().lost();
        boolean isOneFilesTrouble =
                trouble instanceof DiskTrouble why && why.kind() == DiskTrouble.Kind.CHANGED;
        if (lost.isEmpty() || !isOneFilesTrouble) {
            remove(seeded, "The seeder cannot read the file any more.");
            listener.stopped(seeded.id(), sentence(seeded, trouble));
        } else if (seeded.has().intersects(lost)) {
            seeded.has().andNot(lost);
            for (Upload upload : List.copyOf(seeded.uploads())) {
                upload.connection().bye(ByeCode.STOPPING, "The seeder has lost some pieces.");
            }
            listener.damaged(seeded.id(), sentence(seeded, trouble));
        }
    }

    private static String sentence(SeededFile seeded, IOException trouble) {
        return DiskTrouble.of(seeded.source().path(), trouble).getMessage();
    }

    private void remove(SeededFile seeded, String reason) {
        files.remove(seeded.id());
        List<Future<Void>> leaving = new ArrayList<>();
        for (Upload upload : List.copyOf(seeded.uploads())) {
            Promise<Void> left = Promise.promise();
            upload.connection().bye(ByeCode.NOT_SERVED, reason);
            upload.connection().whenClosed(left::complete);
            leaving.add(left.future());
        }
        Future.join(leaving).onComplete(all -> close(seeded));
    }

    private Future<Void> close(SeededFile seeded) {
        return vertx.<Void>executeBlocking(
                        () -> {
                            seeded.close();
                            return null;
                        },
                        false)
                .onFailure(e -> LOG.debugf(e, "%s did not close", seeded.source().path()));
    }
}
