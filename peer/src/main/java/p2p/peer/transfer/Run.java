package p2p.peer.transfer;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import p2p.peer.choose.Action;
import p2p.peer.choose.DispatchSettings;
import p2p.peer.choose.Dispatcher;
import p2p.peer.choose.Part;
import p2p.peer.choose.PieceGrid;
import p2p.peer.choose.PieceOrder;
import p2p.peer.choose.RateLimit;
import p2p.peer.choose.Receipt;
import p2p.peer.disk.PartFile;
import p2p.peer.loop.EventLoop;
import p2p.peer.loop.StepTimer;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;

/**
 * A download from one opening of its part file to the next: carries what comes from the sources to
 * the dispatcher and the disk, and out what the dispatcher decides. Lives on one event loop.
 */
final class Run implements Source.Events {

    /** What the download is to know. */
    interface Events {
        void verified(int piece);

        void complete();

        void trouble(IOException why);

        void banned(Fingerprint peer, int piece);

        /** A source is not there any more; the reason is null where it was let go on purpose. */
        void gone(Source source, String reason);
    }

    private final Workshop workshop;
    private final DownloadSpec spec;
    private final PartFile part;
    private final Seeders seeders;
    private final Events events;
    private final PieceWriter writer;
    private final List<RateLimit.Share> limits;
    private final Dispatcher dispatcher;
    private final Sources sources;
    private final StepTimer timer;
    private final Tally tally = new Tally();

    Run(
            Workshop workshop,
            EventLoop loop,
            DownloadSpec spec,
            PartFile part,
            RateLimit fileDown,
            Seeders seeders,
            RandomGenerator random,
            Events events) {
        this.workshop = workshop;
        this.spec = spec;
        this.part = part;
        this.seeders = seeders;
        this.events = events;
        sources = new Sources(workshop, spec, seeders, this);
        timer = new StepTimer(loop, this::step);
        Manifest manifest = spec.manifest();
        writer = new PieceWriter(workshop.workers(), loop, manifest, part, events::trouble);
        limits = List.of(workshop.down().join(), fileDown.join());
        PieceOrder order = spec.selection().order(manifest.pieceCount(), random);
        BitSet verified = part.verified();
        dispatcher =
                new Dispatcher(
                        PieceGrid.of(manifest), verified, order, DispatchSettings.DEFAULT, limits);
        workshop.serving().add(spec.file(), manifest, part, part.verified());
    }

    PartFile part() {
        return part;
    }

    long rate(long now) {
        return tally.rate(now);
    }

    Collection<Source> sources() {
        return sources.all();
    }

    boolean isComplete() {
        return dispatcher.complete();
    }

    void ticket(byte[] fresh) {
        sources.ticket(fresh);
        connect();
    }

    void drop(Fingerprint peer) {
        Source source = sources.drop(seeders.number(peer), "Not asked for any more.");
        if (source != null) {
            events.gone(source, null);
            dispatcher.peerLeft(source.number(), System.nanoTime());
            timer.soon();
        }
    }

    /** Connects to whoever is due; to be called now and then. */
    void connect() {
        sources.connect(System.nanoTime());
    }

    /** Lets go of all sources; done when the part file is not touched any more. */
    Future<Void> end(ByeCode code, String reason) {
        timer.off();
        sources.end(code, reason);
        limits.forEach(RateLimit.Share::close);
        return writer.end();
    }

    @Override
    public void joined(Source source, Frame.Welcome welcome) {
        seeders.succeeded(source.contact().fingerprint());
        long now = System.nanoTime();
        dispatcher.peerJoined(source.number(), welcome.has(), now);
        dispatcher.choked(source.number(), now);
        timer.soon();
    }

    @Override
    public void has(Source source, int piece) {
        dispatcher.peerHas(source.number(), piece, System.nanoTime());
        timer.soon();
    }

    @Override
    public void choked(Source source, boolean choked) {
        if (choked) {
            dispatcher.choked(source.number(), System.nanoTime());
        } else {
            dispatcher.unchoked(source.number(), System.nanoTime());
        }
        timer.soon();
    }

    @Override
    public void arrived(Source source, int bytes) {
        tally.add(bytes);
        dispatcher.arrived(source.number(), bytes, System.nanoTime());
    }

    @Override
    public void answered(Source source, Asked asked) {
        Receipt receipt =
                dispatcher.received(
                        source.number(),
                        asked.piece(),
                        asked.offset(),
                        asked.length(),
                        System.nanoTime());
        if (receipt == Receipt.KEEP) {
            writer.write(
                    asked,
                    () -> {
                        dispatcher.written(asked.length());
                        timer.soon();
                    });
        } else {
            asked.release();
        }
        timer.soon();
    }

    @Override
    public void left(Source source, String reason) {
        long now = System.nanoTime();
        sources.left(source, now);
        dispatcher.peerLeft(source.number(), now);
        events.gone(source, reason);
        timer.soon();
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
            case Action.Ask(int peer, int piece, int offset, int length) -> {
                Source source = sources.get(peer);
                if (source != null) {
                    source.ask(piece, offset, length);
                }
            }
            case Action.Cancel(int peer, int piece, int offset, int length) -> {
                Source source = sources.get(peer);
                if (source != null) {
                    source.cancel(piece, offset, length);
                }
            }
            case Action.Check(int piece) -> check(piece);
            case Action.Drop(int peer, String reason) -> drop(peer, reason);
            case Action.Ban(int peer, int piece) -> {
                seeders.ban(seeders.peer(peer));
                drop(peer, "Wrong bytes came from there.");
                events.banned(seeders.peer(peer), piece);
            }
        }
    }

    private void drop(int peer, String reason) {
        Source source = sources.drop(peer, reason);
        if (source != null) {
            seeders.failed(seeders.peer(peer), System.nanoTime());
            events.gone(source, reason);
        }
    }

    private void check(int piece) {
        writer.verify(
                piece,
                verified -> {
                    List<Part> parts = dispatcher.toDigest(piece, verified);
                    if (parts.isEmpty()) {
                        checked(piece, verified, List.of());
                    } else {
                        writer.digest(piece, parts, digests -> checked(piece, verified, digests));
                    }
                });
    }

    private void checked(int piece, boolean verified, List<byte[]> digests) {
        long now = System.nanoTime();
        if (verified) {
            dispatcher.pieceVerified(piece, digests, now);
            workshop.serving().has(spec.file(), part, piece);
            events.verified(piece);
            if (dispatcher.complete()) {
                events.complete();
            }
        } else {
            dispatcher.pieceFailed(piece, digests, now);
        }
        timer.soon();
    }
}
