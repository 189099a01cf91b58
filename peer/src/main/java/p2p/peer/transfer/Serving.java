package p2p.peer.transfer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import p2p.peer.disk.PieceSource;
import p2p.peer.loop.EventLoop;
import p2p.peer.loop.KeyedWorkers;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Encryption;
import p2p.protocol.ticket.TicketClaims;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.FrameEncoder;

/** The serving side: what is served, and to whom. All of it lives on one event loop. */
final class Serving {

    private static final Logger LOG = Logger.getLogger(Serving.class);
    private static final long TICK_MILLIS = 500;

    private final Vertx vertx;
    private final EngineSettings settings;
    private final Tls tls;
    private final TicketGate gate;
    private final ServingListener listener;
    private final KeyedWorkers workers;
    private final EventLoop loop;
    private final NetServer server;
    private final Slots slots;
    private final Sending sending;
    private final Map<FileId, Served> files = new HashMap<>();
    private final Map<FileId, UploadRate> rates = new HashMap<>();
    private final Map<String, Integer> perAddress = new HashMap<>();
    private final Set<Guest> guests = new HashSet<>();
    private int connections;
    private int guestsSoFar;
    private long ticker;

    Serving(
            Vertx vertx,
            EngineSettings settings,
            Tls tls,
            TicketGate gate,
            ServingListener listener,
            KeyedWorkers workers) {
        this.vertx = vertx;
        this.settings = settings;
        this.tls = tls;
        this.gate = gate;
        this.listener = listener;
        this.workers = workers;
        loop = EventLoop.of(vertx);
        slots = new Slots(settings.uploadSlots());
        sending = new Sending(loop, workers, this::trouble);
        server = vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true));
        server.connectHandler(this::connected);
    }

    Future<HostPort> start() {
        HostPort listen = settings.listen();
        return loop.call(
                        () -> {
                            ticker = vertx.setPeriodic(TICK_MILLIS, id -> tick());
                            return server.listen(listen.port(), listen.host());
                        })
                .compose(listening -> listening)
                .map(listening -> new HostPort(listen.host(), listening.actualPort()));
    }

    Future<Void> stop() {
        return loop.call(
                        () -> {
                            vertx.cancelTimer(ticker);
                            for (Guest guest : List.copyOf(guests)) {
                                guest.link().bye(ByeCode.STOPPING, "The seeder is stopping.");
                            }
                            var closing = files.values().stream().map(this::close).toList();
                            files.clear();
                            return Future.join(closing).transform(closed -> server.close());
                        })
                .compose(closing -> closing);
    }

    /** Leaves alone what is served already. */
    void add(FileId id, Manifest manifest, PieceSource source, BitSet has) {
        loop.execute(() ->
                files.computeIfAbsent(
                        id, file -> new Served(id, manifest, source, has, rateOf(file))));
    }

    void has(FileId id, PieceSource source, int piece) {
        loop.execute(() -> {
            Served served = files.get(id);
            if (served != null && served.source() == source && !served.has().get(piece)) {
                served.has().set(piece);
                served.uploads().forEach(upload -> upload.link().send(new Frame.Have(piece)));
            }
        });
    }

    /** The answer comes when the old source is not read any more. */
    Future<Void> move(FileId id, PieceSource from, PieceSource to) {
        return loop.call(
                        () -> {
                            Served served = files.get(id);
                            if (served != null && served.source() == from) {
                                served.source(to);
                            }
                            return workers.settled(loop);
                        })
                .compose(settled -> settled);
    }

    void remove(FileId id, PieceSource source, String reason) {
        loop.execute(() -> {
            Served served = files.get(id);
            if (served != null && (source == null || served.source() == source)) {
                remove(served, reason);
            }
        });
    }

    void revoke(Predicate<TicketClaims> concerned, String reason) {
        loop.execute(() -> {
            for (Upload upload : uploads()) {
                if (concerned.test(upload.claims())) {
                    upload.link().bye(ByeCode.REVOKED, reason);
                }
            }
        });
    }

    void limit(long bytesPerSecond) {
        loop.execute(() -> {
            sending.overall().limitTo(bytesPerSecond, System.nanoTime());
            sending.pump();
        });
    }

    void limit(FileId id, long bytesPerSecond) {
        loop.execute(() -> {
            rateOf(id).limitTo(bytesPerSecond, System.nanoTime());
            sending.pump();
        });
    }

    Served find(FileId id) {
        return files.get(id);
    }

    TicketGate gate() {
        return gate;
    }

    Sending sending() {
        return sending;
    }

    int nextNumber() {
        return guestsSoFar++;
    }

    void joined(Upload upload) {
        upload.served().uploads().add(upload);
        slots.join(upload, System.nanoTime());
    }

    void left(Guest guest) {
        guests.remove(guest);
        Upload upload = guest.upload();
        if (upload != null) {
            upload.served().uploads().remove(upload);
            slots.leave(upload, System.nanoTime());
        }
    }

    private void connected(NetSocket socket) {
        String address = socket.remoteAddress().hostAddress();
        if (connections >= settings.mostConnections()
                || perAddress.getOrDefault(address, 0) >= settings.mostPerAddress()) {
            turnAway(socket);
            return;
        }
        connections++;
        perAddress.merge(address, 1, Integer::sum);
        Guest guest =
                new Guest(
                        this, socket, settings.encryption() == Encryption.ON ? tls.server() : null);
        guests.add(guest);
        guest.link()
                .whenClosed(() -> {
                    connections--;
                    perAddress.computeIfPresent(
                            address, (at, count) -> count == 1 ? null : count - 1);
                });
    }

    /** Without waiting for anything; a handshake for the sake of the reason would cost too much. */
    private void turnAway(NetSocket socket) {
        if (settings.encryption() == Encryption.ON) {
            socket.close();
        } else {
            Frame busy = new Frame.Bye(ByeCode.BUSY, "The seeder has too many connections.");
            socket.end(Buffer.buffer(FrameEncoder.encode(busy)));
        }
    }

    private void tick() {
        long now = System.nanoTime();
        for (Guest guest : List.copyOf(guests)) {
            guest.tick(now, settings);
        }
        slots.rotate(now);
    }

    private List<Upload> uploads() {
        List<Upload> all = new ArrayList<>();
        files.values().forEach(served -> all.addAll(served.uploads()));
        return all;
    }

    private UploadRate rateOf(FileId id) {
        return rates.computeIfAbsent(id, file -> new UploadRate());
    }

    private void trouble(Served served, IOException trouble) {
        if (files.get(served.id()) == served) {
            remove(served, "The seeder cannot read the file any more.");
            listener.stopped(served.id(), trouble.getMessage());
        }
    }

    private void remove(Served served, String reason) {
        files.remove(served.id());
        List<Future<Void>> leaving = new ArrayList<>();
        for (Upload upload : List.copyOf(served.uploads())) {
            Promise<Void> left = Promise.promise();
            upload.link().bye(ByeCode.NOT_SERVED, reason);
            upload.link().whenClosed(left::complete);
            leaving.add(left.future());
        }
        Future.join(leaving).onComplete(all -> close(served));
    }

    private Future<Void> close(Served served) {
        return vertx.<Void>executeBlocking(
                        () -> {
                            served.close();
                            return null;
                        },
                        false)
                .onFailure(e -> LOG.debugf(e, "%s did not close", served.source().path()));
    }
}
