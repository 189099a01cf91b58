package p2p.peer.fetch;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import p2p.peer.choose.Action;
import p2p.peer.choose.Contribution;
import p2p.peer.choose.DispatchSettings;
import p2p.peer.choose.Dispatcher;
import p2p.peer.choose.PieceGrid;
import p2p.peer.choose.PieceOrder;
import p2p.peer.choose.Receipt;
import p2p.peer.disk.Part;
import p2p.peer.loop.EventLoop;
import p2p.peer.loop.StepTimer;
import p2p.peer.punch.Hole;
import p2p.peer.rate.RateLimit;
import p2p.peer.rate.Throughput;
import p2p.peer.reach.Standpoint;
import p2p.peer.reach.Whereabouts;
import p2p.protocol.HostPort;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;

/**
 * A download from one opening of its part file to the next: carries what comes from the seeders to
 * the dispatcher and the disk, and out what the dispatcher decides. Lives on one event loop.
 */
final class LiveFetch implements SeederConnection.Events {

    /** What the download is to know. */
    interface Events {
        void verified(int piece);

        /** These were here already. */
        void taken(BitSet pieces);

        void complete();

        void trouble(IOException why);

        void banned(Fingerprint peer, int piece);

        /** A seeder is not there any more, on purpose. */
        void letGo(SeederConnection seeder);

        void lost(SeederConnection seeder, String reason);

        /** This seeder is to be met at a relay. */
        void meet(Fingerprint seeder);

        /** This one is to connect to this peer at the same moment. */
        void punch(Fingerprint seeder);

        /** It has not come. */
        void notPunched(Fingerprint seeder);
    }

    private final FetchResources resources;
    private final FetchOrder order;
    private final Part part;
    private final KnownSeeders seeders;
    private final RelayedSeeders relayed;
    private final HolePunching punching;
    private final Events events;
    private final PieceWriter writer;
    private final RateLimit.Share limit;
    private final Dispatcher dispatcher;
    private final SeederConnections connections;
    private final FurtherConnections further;
    private final StepTimer timer;
    private final Throughput throughput = new Throughput();

    /** Of a folder only the tree is wanted at first. */
    private boolean wantsAll;

    LiveFetch(
            FetchResources resources,
            EventLoop loop,
            FetchOrder order,
            Part part,
            KnownSeeders seeders,
            RelayedSeeders relayed,
            HolePunching punching,
            RandomGenerator random,
            Events events) {
        this.resources = resources;
        this.order = order;
        this.part = part;
        this.seeders = seeders;
        this.relayed = relayed;
        this.punching = punching;
        this.events = events;
        connections = new SeederConnections(loop, resources, order, seeders, this);
        timer = new StepTimer(loop, this::step);
        Manifest manifest = order.manifest();
        writer = new PieceWriter(resources.workers(), loop, manifest, part, events::trouble);
        limit = resources.down().join();
        PieceOrder pieceOrder = order.wanted().select().order(manifest.pieceCount(), random);
        BitSet notNeeded = part.verified();
        BitSet later = part.wanted();
        later.flip(0, manifest.pieceCount());
        notNeeded.or(later);
        wantsAll = later.isEmpty();
        dispatcher =
                new Dispatcher(
                        PieceGrid.of(manifest),
                        notNeeded,
                        pieceOrder,
                        DispatchSettings.DEFAULT,
                        List.of(limit));
        further = new FurtherConnections(connections, dispatcher, resources.settings().lanes());
        if (!order.isLook()) {
            resources.seedServer().add(order.file(), manifest, part, part.verified());
        }
    }

    Part part() {
        return part;
    }

    long rate(long now) {
        return throughput.rate(now);
    }

    List<ConnectedSeeder> connected() {
        return connections.connected();
    }

    Collection<SeederConnection> connections() {
        return connections.all();
    }

    boolean isComplete() {
        return dispatcher.complete();
    }

    void ticket(byte[] fresh) {
        connections.ticket(fresh);
        connect();
    }

    void drop(Fingerprint peer) {
        connections.of(peer).forEach(seeder -> letGo(seeder, "Not asked for any more."));
    }

    /** It may be elsewhere now. */
    void movedTo(Whereabouts where) {
        connections.of(where.contact().fingerprint()).stream()
                .filter(seeder -> seeder.isElsewhere(where))
                .forEach(seeder -> letGo(seeder, "It is somewhere else now."));
    }

    /** This peer may be elsewhere now. */
    void standsAt(Standpoint now) {
        connections.all().forEach(seeder -> seeder.standsAt(now));
    }

    private void letGo(SeederConnection seeder, String reason) {
        letGo(seeder.number(), reason);
    }

    private void letGo(int number, String reason) {
        connections
                .drop(number, reason)
                .ifPresent(seeder -> {
                    events.letGo(seeder);
                    dispatcher.peerLeft(seeder.number(), System.nanoTime());
                    further.left(seeder, System.nanoTime());
                    timer.soon();
                });
    }

    /** Connects to whoever is due; to be called now and then. */
    void connect() {
        long now = System.nanoTime();
        connections.connect(now);
        further.step(now).forEach(seeder -> letGo(seeder, "Fewer connections are as fast."));
        punch(now);
        for (Fingerprint peer : relayed.toLeave(now)) {
            relayed.useless(peer, now);
            letGo(seeders.number(peer, true), "There is a way without a relay.");
        }
        for (Fingerprint peer : relayed.overdue(now)) {
            letGo(seeders.number(peer, true), "It gives nothing for now.");
        }
        for (Fingerprint peer : relayed.toBegin(now, peer -> punching.maySoonCome(peer, now))) {
            if (seeders.isBanned(peer)) {
                relayed.gone(peer);
            } else {
                relayed.begun(peer, now);
                events.meet(peer);
            }
        }
    }

    private void punch(long now) {
        punching.overdue(now).forEach(events::notPunched);
        if (order.isLook() || connections.direct() >= HolePunching.ENOUGH) {
            return;
        }
        for (Fingerprint peer : punching.toAsk(now, connections::isReached)) {
            if (seeders.isBanned(peer)) {
                punching.gone(peer);
            } else {
                events.punch(peer);
            }
        }
    }

    /** The seeder connects from there at this moment, if it is still waited for. */
    void punch(Fingerprint seeder, Hole hole, List<HostPort> at) {
        Optional<PeerContact> contact =
                punching.asked(seeder).filter(_ -> !connections.isReached(seeder));
        if (contact.isEmpty() || !connections.connect(contact.get(), hole, at)) {
            hole.close();
            punching.notTried(seeder, System.nanoTime());
        }
    }

    /** The seeder comes to that relay. */
    void meet(PeerContact contact, AtRelay atRelay) {
        if (relayed.isBegun(contact.fingerprint())) {
            connections.connect(contact, atRelay);
        }
    }

    /** Lets go of all seeders; done when the part file is not touched any more. */
    Future<Void> end(ByeCode code, String reason) {
        timer.off();
        connections.end(code, reason);
        limit.close();
        return writer.end();
    }

    @Override
    public void joined(SeederConnection seeder, Frame.Welcome welcome) {
        long now = System.nanoTime();
        if (!seeder.isFurther()) {
            reached(seeder, now);
        }
        further.joined(seeder, now);
        dispatcher.peerJoined(seeder.number(), welcome.has(), now);
        dispatcher.choked(seeder.number(), now);
        timer.soon();
    }

    private void reached(SeederConnection seeder, long now) {
        Fingerprint peer = seeder.contact().fingerprint();
        if (seeder.isRelayed()) {
            relayed.joined(peer, now);
        } else {
            seeders.welcomed(peer, now);
            punching.reached(peer);
        }
        if (seeder.isPunched()) {
            relayed.directReached(peer, now);
        }
    }

    @Override
    public void has(SeederConnection seeder, int piece) {
        dispatcher.peerHas(seeder.number(), piece, System.nanoTime());
        timer.soon();
    }

    @Override
    public void choked(SeederConnection seeder, boolean choked) {
        if (choked) {
            dispatcher.choked(seeder.number(), System.nanoTime());
        } else {
            dispatcher.unchoked(seeder.number(), System.nanoTime());
        }
        timer.soon();
    }

    @Override
    public void arrived(SeederConnection seeder, int bytes) {
        long now = System.nanoTime();
        throughput.add(bytes);
        further.arrived(bytes);
        if (seeder.isRelayed()) {
            relayed.gave(seeder.contact().fingerprint(), now);
        } else {
            relayed.directGave(seeder.contact().fingerprint(), bytes, now);
        }
        dispatcher.arrived(seeder.number(), bytes, now);
    }

    @Override
    public void answered(SeederConnection seeder, PendingRequest request) {
        Receipt receipt =
                dispatcher.received(
                        seeder.number(),
                        request.piece(),
                        request.offset(),
                        request.length(),
                        System.nanoTime());
        if (receipt == Receipt.KEEP) {
            writer.write(
                    request,
                    () -> {
                        dispatcher.written(request.length());
                        timer.soon();
                    });
        } else {
            request.release();
        }
        timer.soon();
    }

    @Override
    public void stranger(SeederConnection seeder, HostPort at) {
        seeders.stranger(seeder.contact().fingerprint(), at);
    }

    @Override
    public void left(SeederConnection seeder, String reason) {
        long now = System.nanoTime();
        connections.left(seeder, now);
        dispatcher.peerLeft(seeder.number(), now);
        lost(seeder, reason, now);
        timer.soon();
    }

    /** One of several is missed by nobody. */
    private void lost(SeederConnection seeder, String reason, long now) {
        further.left(seeder, now);
        if (seeder.isFurther()) {
            events.letGo(seeder);
        } else {
            failed(seeder, now);
            events.lost(seeder, reason);
        }
    }

    private void failed(SeederConnection seeder, long now) {
        Fingerprint peer = seeder.contact().fingerprint();
        if (seeder.isRelayed()) {
            relayed.failed(peer, now);
        } else {
            relayed.directFailed(peer);
        }
        if (seeder.isPunched()) {
            punching.failed(peer, now);
        } else if (!seeder.isRelayed()) {
            punching.lost(peer, now);
        }
    }

    private void step() {
        for (Action action : dispatcher.decide(System.nanoTime())) {
            carryOut(action);
        }
        long now = System.nanoTime();
        timer.within(dispatcher.nextWakeUp(now), now);
    }

    private void carryOut(Action action) {
        switch (action) {
            case Action.Ask(int peer, int piece, int offset, int length) ->
                    connections.get(peer).ifPresent(seeder -> seeder.ask(piece, offset, length));
            case Action.Cancel(int peer, int piece, int offset, int length) ->
                    connections.get(peer).ifPresent(seeder -> seeder.cancel(piece, offset, length));
            case Action.Check(int piece) -> check(piece);
            case Action.Drop(int peer, String reason) -> drop(peer, reason);
            case Action.Ban(int peer, int piece) -> {
                seeders.ban(seeders.peer(peer));
                relayed.gone(seeders.peer(peer));
                punching.gone(seeders.peer(peer));
                drop(peer, "Wrong bytes came from there.");
                drop(seeders.peer(peer));
                events.banned(seeders.peer(peer), piece);
            }
        }
    }

    private void drop(int peer, String reason) {
        connections
                .drop(peer, reason)
                .ifPresent(seeder -> {
                    long now = System.nanoTime();
                    if (!seeder.isRelayed() && !seeder.isFurther()) {
                        seeders.failed(seeders.peer(peer), now);
                    }
                    lost(seeder, reason, now);
                });
    }

    private void endOrGoOn() {
        if (wantsAll) {
            events.complete();
            return;
        }
        writer.wantMore(
                order.sources(),
                more -> {
                    wantsAll = true;
                    BitSet missing = more.wanted();
                    missing.andNot(more.taken());
                    more.taken().stream()
                            .forEach(
                                    piece -> resources.seedServer().has(order.file(), part, piece));
                    events.taken(more.taken());
                    dispatcher.want(missing);
                    if (dispatcher.complete()) {
                        events.complete();
                    }
                    timer.soon();
                });
    }

    private void check(int piece) {
        writer.verify(
                piece,
                verified -> {
                    List<Contribution> contributions = dispatcher.toDigest(piece, verified);
                    if (contributions.isEmpty()) {
                        checked(piece, verified, List.of());
                    } else {
                        writer.digest(
                                piece, contributions, digests -> checked(piece, verified, digests));
                    }
                });
    }

    private void checked(int piece, boolean verified, List<byte[]> digests) {
        long now = System.nanoTime();
        if (verified) {
            dispatcher.pieceVerified(piece, digests, now);
            resources.seedServer().has(order.file(), part, piece);
            events.verified(piece);
            if (dispatcher.complete()) {
                endOrGoOn();
            }
        } else {
            dispatcher.pieceFailed(piece, digests, now);
        }
        timer.soon();
    }
}
