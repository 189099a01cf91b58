package p2p.peer.transfer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import p2p.peer.choose.RateLimit;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PartFile;
import p2p.peer.disk.Progress;
import p2p.peer.disk.SharedFile;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.ByeCode;

/** A download on its way. Everything may be called on any thread. */
public final class Download {

    private enum State {
        OPENING,
        RUNNING,
        FINISHING,
        COMPLETE,
        PAUSED,
        STOPPED
    }

    private static final long TICK_MILLIS = 250;

    private final Workshop workshop;
    private final Context context;
    private final DownloadSpec spec;
    private final RateLimit limit;
    private final DownloadListener listener;
    private final RandomGenerator random;
    private final Seeders seeders;
    private final Fingerprint self;
    private final Map<Fingerprint, Long> bytesByPeer = new HashMap<>();
    private final long ticker;
    private volatile State state = State.PAUSED;
    private Future<Void> closing = Future.succeededFuture();
    private Run run;
    private byte[] ticket;
    private long have;
    private volatile DownloadProgress progress;

    Download(
            Workshop workshop,
            DownloadSpec spec,
            RateLimit limit,
            Fingerprint self,
            RandomGenerator random,
            DownloadListener listener) {
        this.workshop = workshop;
        this.spec = spec;
        this.limit = limit;
        this.self = self;
        this.random = random;
        this.listener = listener;
        context = ((VertxInternal) workshop.vertx()).createEventLoopContext();
        seeders = new Seeders(random);
        progress =
                new DownloadProgress(
                        spec.manifest().size(), 0, 0, OptionalLong.empty(), 0, Map.of());
        ticker = workshop.vertx().setPeriodic(TICK_MILLIS, id -> onLoop(this::tick));
        resume();
    }

    /** Somebody who serves the file; a new contact replaces the one with the same fingerprint. */
    public void addSeeder(PeerContact seeder) {
        onLoop(() -> {
            if (!seeder.fingerprint().equals(self)) {
                seeders.add(seeder);
                connect();
            }
        });
    }

    public void removeSeeder(Fingerprint seeder) {
        onLoop(() -> {
            seeders.remove(seeder);
            if (run != null) {
                run.drop(seeder);
            }
        });
    }

    /** The ticket to show from now on; open connections live by it as well. */
    public void ticket(byte[] fresh) {
        onLoop(() -> {
            ticket = fresh;
            seeders.forgive();
            if (state == State.RUNNING) {
                run.ticket(fresh);
            }
        });
    }

    /** Asks for nothing any more, and lets go of the seeders. */
    public void pause(String reason) {
        onLoop(() -> {
            if (state == State.RUNNING || state == State.OPENING) {
                pausing(reason);
            }
        });
    }

    /** Goes on after {@link #pause} or after trouble. */
    public void resume() {
        onLoop(() -> {
            if (state == State.PAUSED) {
                state = State.OPENING;
                closing.onComplete(closed -> open());
            }
        });
    }

    /** Stops cleanly and keeps what there is on the disk. */
    public Future<Void> stop() {
        return end().mapEmpty();
    }

    /** Stops, and removes what there is of it. */
    public Future<Void> cancel() {
        return end().compose(wasComplete ->
                wasComplete
                        ? Future.succeededFuture()
                        : workshop.vertx().executeBlocking(this::discard, false));
    }

    public DownloadProgress progress() {
        return progress;
    }

    private Void discard() throws DiskTrouble {
        PartFile.discard(spec.target());
        return null;
    }

    /** Whether it had been complete. */
    private Future<Boolean> end() {
        Promise<Boolean> ended = Promise.promise();
        onLoop(() -> {
            workshop.vertx().cancelTimer(ticker);
            boolean complete = state == State.COMPLETE || state == State.FINISHING;
            if (!complete) {
                state = State.STOPPED;
                closeRun(ByeCode.STOPPING, "The download was stopped.");
            }
            closing.onComplete(closed -> ended.complete(complete));
        });
        return ended.future();
    }

    private void open() {
        if (state != State.OPENING) {
            return;
        }
        Promise<Void> settled = Promise.promise();
        closing = settled.future();
        workshop.vertx()
                .executeBlocking(
                        () ->
                                PartFile.open(
                                        spec.target(),
                                        spec.file(),
                                        spec.manifest(),
                                        spec.ifExists(),
                                        bytes -> state == State.OPENING),
                        false)
                .onComplete(opened ->
                        onLoop(() -> {
                            if (opened.failed()) {
                                settled.complete();
                                failed(opened.cause());
                            } else if (state != State.OPENING) {
                                close(opened.result()).onComplete(settled);
                            } else {
                                settled.complete();
                                begin(opened.result());
                            }
                        }));
    }

    private void begin(PartFile part) {
        state = State.RUNNING;
        have = 0;
        part.verified().stream().forEach(piece -> have += spec.manifest().pieceLength(piece));
        run = new Run(workshop, context, spec, part, limit, seeders, random, new RunEvents());
        listener.opened(have);
        if (run.isComplete()) {
            finish();
        } else if (ticket != null) {
            run.ticket(ticket);
        }
        tick();
    }

    private void finish() {
        state = State.FINISHING;
        PartFile part = run.part();
        count();
        Future<SharedFile> finished =
                run.end(ByeCode.DONE, "The download is complete.")
                        .compose(idle ->
                                workshop.vertx().executeBlocking(() -> finish(part), false));
        run = null;
        closing =
                finished.transform(done ->
                        done.failed()
                                ? abandon(part)
                                : workshop.serving()
                                        .move(spec.file(), part, done.result())
                                        .compose(moved -> close(part)));
        closing.onComplete(closed ->
                onLoop(() -> {
                    if (finished.failed()) {
                        failed(finished.cause());
                    } else {
                        state = State.COMPLETE;
                        workshop.vertx().cancelTimer(ticker);
                        tick();
                        listener.completed(finished.result());
                    }
                }));
    }

    private SharedFile finish(PartFile part) throws DiskTrouble {
        return part.finish(spec.hashWhole(), Progress.IGNORED);
    }

    private Future<Void> abandon(PartFile part) {
        workshop.serving().remove(spec.file(), part, "The download has paused.");
        return close(part);
    }

    private void pausing(String reason) {
        state = State.PAUSED;
        closeRun(ByeCode.STOPPING, "The download has paused.");
        tick();
        listener.paused(reason);
    }

    private void failed(Throwable cause) {
        if (state == State.OPENING || state == State.FINISHING) {
            state = State.PAUSED;
            listener.paused(cause.getMessage());
        }
    }

    private void closeRun(ByeCode code, String reason) {
        if (run != null) {
            PartFile part = run.part();
            count();
            Future<Void> idle = run.end(code, reason);
            run = null;
            workshop.serving().remove(spec.file(), part, reason);
            closing = idle.compose(nothing -> close(part));
        }
    }

    private Future<Void> close(PartFile part) {
        return workshop.vertx()
                .executeBlocking(
                        () -> {
                            part.close();
                            return null;
                        },
                        false);
    }

    private void connect() {
        if (state == State.RUNNING) {
            run.connect();
        }
    }

    private void tick() {
        connect();
        long rate = run == null ? 0 : run.rate(System.nanoTime());
        long left = spec.manifest().size() - have;
        int peers = 0;
        Map<Fingerprint, Long> bytes = new HashMap<>(bytesByPeer);
        if (run != null) {
            for (Source source : run.sources().values()) {
                peers += source.isWelcomed() ? 1 : 0;
                bytes.merge(source.contact().fingerprint(), source.bytes(), Long::sum);
            }
        }
        progress =
                new DownloadProgress(
                        spec.manifest().size(),
                        have,
                        rate,
                        rate > 0 ? OptionalLong.of(left / rate) : OptionalLong.empty(),
                        peers,
                        Map.copyOf(bytes));
    }

    /** Keeps what is known of sources that are about to go. */
    private void count() {
        run.sources().values().forEach(this::count);
    }

    private void count(Source source) {
        bytesByPeer.merge(source.contact().fingerprint(), source.bytes(), Long::sum);
    }

    private void onLoop(Runnable work) {
        context.runOnContext(nothing -> work.run());
    }

    private final class RunEvents implements Run.Events {

        @Override
        public void verified(int piece) {
            have += spec.manifest().pieceLength(piece);
            listener.pieceVerified(piece, have);
        }

        @Override
        public void complete() {
            finish();
        }

        @Override
        public void trouble(IOException why) {
            pausing(why.getMessage());
        }

        @Override
        public void banned(Fingerprint peer, int piece) {
            listener.peerBanned(peer, "It sent wrong bytes for piece " + piece + ".");
        }

        @Override
        public void gone(Source source, String reason) {
            count(source);
            if (reason != null) {
                listener.peerLost(source.contact().fingerprint(), reason);
            }
        }
    }
}
