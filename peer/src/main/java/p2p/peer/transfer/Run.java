package p2p.peer.transfer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.Wire;

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

    private static final int MOST_CONNECTIONS = 100;
    private static final long NANOS_IN_MILLI = 1_000_000;
    private static final long LONGEST_SLEEP_MILLIS = 1000;

    private final Workshop workshop;
    private final Context context;
    private final DownloadSpec spec;
    private final PartFile part;
    private final Seeders seeders;
    private final Events events;
    private final PieceWriter writer;
    private final List<RateLimit.Share> limits;
    private final Dispatcher dispatcher;
    private final Map<Integer, Source> sources = new HashMap<>();
    private final Tally tally = new Tally();
    private byte[] ticket;
    private boolean stepping;
    private boolean ended;
    private long wakeAt;
    private long timer = -1;

    Run(
            Workshop workshop,
            Context context,
            DownloadSpec spec,
            PartFile part,
            RateLimit fileDown,
            Seeders seeders,
            RandomGenerator random,
            Events events) {
        this.workshop = workshop;
        this.context = context;
        this.spec = spec;
        this.part = part;
        this.seeders = seeders;
        this.events = events;
        Manifest manifest = spec.manifest();
        writer = new PieceWriter(workshop.workers(), context, manifest, part, events::trouble);
        limits = List.of(workshop.down().join(), fileDown.join());
        int pieces = manifest.pieceCount();
        PieceOrder order =
                switch (spec.selection()) {
                    case RAREST_FIRST -> PieceOrder.rarestFirst(pieces, random);
                    case SEQUENTIAL -> PieceOrder.sequential(pieces);
                    case RANDOM -> PieceOrder.random(pieces, random);
                };
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

    Map<Integer, Source> sources() {
        return sources;
    }

    boolean isComplete() {
        return dispatcher.complete();
    }

    /** Shows the ticket to those who are connected, and to those still to come. */
    void ticket(byte[] fresh) {
        ticket = fresh;
        for (Source source : sources.values()) {
            if (source.isWelcomed()) {
                source.send(new Frame.Ticket(fresh));
            }
        }
        connect();
    }

    void drop(Fingerprint peer) {
        Source source = sources.remove(seeders.number(peer));
        if (source != null) {
            source.disconnect(ByeCode.DONE, "Not asked for any more.");
            events.gone(source, null);
            dispatcher.peerLeft(source.number(), System.nanoTime());
            stepSoon();
        }
    }

    /** Connects to whoever is due; to be called now and then. */
    void connect() {
        if (ticket == null || ended) {
            return;
        }
        long now = System.nanoTime();
        sources.values().forEach(source -> source.keepAlive(workshop.settings(), now));
        for (PeerContact contact : seeders.toTry(now)) {
            int number = seeders.number(contact.fingerprint());
            if (sources.size() >= MOST_CONNECTIONS) {
                return;
            }
            if (!sources.containsKey(number)) {
                Source source =
                        new Source(contact, number, workshop, spec.manifest().pieceCount(), this);
                sources.put(number, source);
                source.connect(new Frame.Hello(Wire.VERSION, spec.file(), ticket));
            }
        }
    }

    /** Lets go of all sources; done when the part file is not touched any more. */
    Future<Void> end(ByeCode code, String reason) {
        ended = true;
        workshop.vertx().cancelTimer(timer);
        sources.values().forEach(source -> source.disconnect(code, reason));
        sources.clear();
        limits.forEach(RateLimit.Share::close);
        return writer.end();
    }

    @Override
    public void joined(Source source, Frame.Welcome welcome) {
        seeders.succeeded(source.contact().fingerprint());
        long now = System.nanoTime();
        dispatcher.peerJoined(source.number(), welcome.has(), now);
        dispatcher.choked(source.number(), now);
        stepSoon();
    }

    @Override
    public void has(Source source, int piece) {
        dispatcher.peerHas(source.number(), piece);
        stepSoon();
    }

    @Override
    public void choked(Source source, boolean choked) {
        if (choked) {
            dispatcher.choked(source.number(), System.nanoTime());
        } else {
            dispatcher.unchoked(source.number(), System.nanoTime());
        }
        stepSoon();
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
                        stepSoon();
                    });
        } else {
            asked.release();
        }
        stepSoon();
    }

    @Override
    public void left(Source source, String reason) {
        long now = System.nanoTime();
        sources.remove(source.number(), source);
        dispatcher.peerLeft(source.number(), now);
        seeders.failed(source.contact().fingerprint(), now);
        events.gone(source, reason);
        stepSoon();
    }

    /** Many events come at once; one decision serves them all. */
    private void stepSoon() {
        if (!stepping && !ended) {
            stepping = true;
            context.runOnContext(nothing -> {
                stepping = false;
                step();
            });
        }
    }

    private void step() {
        if (ended) {
            return;
        }
        for (Action action : dispatcher.decide(System.nanoTime())) {
            carryOut(action);
        }
        long now = System.nanoTime();
        long sleep = dispatcher.nextWakeUp(now) / NANOS_IN_MILLI + 1;
        wakeBy(now, Math.clamp(sleep, 1, LONGEST_SLEEP_MILLIS));
    }

    private void wakeBy(long now, long millis) {
        long at = now + millis * NANOS_IN_MILLI;
        if (timer >= 0 && wakeAt - at <= 0) {
            return;
        }
        workshop.vertx().cancelTimer(timer);
        wakeAt = at;
        timer =
                workshop.vertx()
                        .setTimer(
                                millis,
                                id -> {
                                    timer = -1;
                                    step();
                                });
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
        Source source = sources.remove(peer);
        if (source != null) {
            source.disconnect(ByeCode.DONE, reason);
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
        stepSoon();
    }
}
