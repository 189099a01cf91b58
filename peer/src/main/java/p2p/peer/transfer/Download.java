package p2p.peer.transfer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import p2p.peer.choose.RateLimit;
import p2p.peer.disk.PartFile;
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

    private static final Logger LOG = Logger.getLogger(Download.class);
    private static final long TICK_MILLIS = 250;

    private final Workshop workshop;
    private final ContextInternal context;
    private final DownloadSpec spec;
    private final RateLimit limit;
    private final DownloadListener listener;
    private final RandomGenerator random;
    private final Seeders seeders;
    private final Fingerprint self;
    private final PartKeeper keeper;
    private final DownloadCount count;
    private final long ticker;
    private volatile State state = State.PAUSED;
    private Future<Void> closing = Future.succeededFuture();
    private Run run;
    private byte[] ticket;
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
        context.exceptionHandler(this::broken);
        seeders = new Seeders(random);
        keeper = new PartKeeper(workshop.vertx(), spec);
        count = new DownloadCount(spec.manifest().size());
        progress = count.progress(List.of(), 0);
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
                closing.onComplete(closed -> onLoop(this::open));
            }
        });
    }

    /** Stops cleanly and keeps what there is on the disk. */
    public Future<Void> stop() {
        return end().mapEmpty();
    }

    /** Stops, and removes what there is of it. */
    public Future<Void> cancel() {
        return end().compose(
                        wasComplete -> wasComplete ? Future.succeededFuture() : keeper.discard());
    }

    public DownloadProgress progress() {
        return progress;
    }

    /** Whether it will do nothing any more. */
    boolean isOver() {
        return state == State.COMPLETE || state == State.STOPPED;
    }

    /** Whether it had been complete. */
    private Future<Boolean> end() {
        Promise<Boolean> ended = Promise.promise();
        onLoop(() -> {
            workshop.vertx().cancelTimer(ticker);
            if (state != State.COMPLETE && state != State.FINISHING) {
                state = State.STOPPED;
                closeRun("The download was stopped.");
            }
            closing.onComplete(closed -> onLoop(() -> ended.complete(isComplete())));
        });
        return ended.future();
    }

    /** At the end, when it may have been finishing and failed. */
    private boolean isComplete() {
        if (state != State.COMPLETE) {
            state = State.STOPPED;
        }
        return state == State.COMPLETE;
    }

    private void open() {
        if (state != State.OPENING) {
            return;
        }
        Promise<Void> settled = Promise.promise();
        closing = settled.future();
        keeper.open(() -> state == State.OPENING)
                .onComplete(opened ->
                        onLoop(() -> {
                            if (opened.failed()) {
                                settled.complete();
                                failed(opened.cause());
                            } else if (state != State.OPENING) {
                                keeper.close(opened.result()).onComplete(settled);
                            } else {
                                settled.complete();
                                begin(opened.result());
                            }
                        }));
    }

    private void begin(PartFile part) {
        state = State.RUNNING;
        count.opened(part.verified().stream().mapToLong(spec.manifest()::pieceLength).sum());
        run = new Run(workshop, context, spec, part, limit, seeders, random, new RunEvents());
        listener.opened(count.have());
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
        Future<SharedFile> finished =
                endRun(ByeCode.DONE, "The download is complete.")
                        .compose(idle -> keeper.finish(part));
        closing =
                finished.transform(done ->
                        done.failed()
                                ? abandon(part)
                                : workshop.serving()
                                        .move(spec.file(), part, done.result())
                                        .compose(moved -> keeper.close(part)));
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

    private Future<Void> abandon(PartFile part) {
        workshop.serving().remove(spec.file(), part, "The download has paused.");
        return keeper.close(part);
    }

    private void pausing(String reason) {
        state = State.PAUSED;
        closeRun("The download has paused.");
        tick();
        listener.paused(reason);
    }

    private void failed(Throwable cause) {
        if (state == State.OPENING || state == State.FINISHING) {
            state = State.PAUSED;
            listener.paused(cause.getMessage());
        }
    }

    /**
     * Nothing that was foreseen gets here; without this the download would hang and say nothing.
     */
    private void broken(Throwable cause) {
        LOG.errorf(cause, "the download to %s met an error", spec.target());
        onLoop(() -> {
            if (state == State.RUNNING || state == State.OPENING) {
                pausing("The download met an unforeseen error (%s); resume it.".formatted(cause));
            }
        });
    }

    private void closeRun(String reason) {
        if (run != null) {
            PartFile part = run.part();
            Future<Void> idle = endRun(ByeCode.STOPPING, reason);
            workshop.serving().remove(spec.file(), part, reason);
            closing = idle.compose(nothing -> keeper.close(part));
        }
    }

    private Future<Void> endRun(ByeCode code, String reason) {
        run.sources().forEach(count::gone);
        Future<Void> idle = run.end(code, reason);
        run = null;
        return idle;
    }

    private void connect() {
        if (state == State.RUNNING) {
            run.connect();
        }
    }

    private void tick() {
        connect();
        progress =
                run == null
                        ? count.progress(List.of(), 0)
                        : count.progress(run.sources(), run.rate(System.nanoTime()));
    }

    private void onLoop(Runnable work) {
        context.runOnContext(nothing -> work.run());
    }

    private final class RunEvents implements Run.Events {

        @Override
        public void verified(int piece) {
            count.verified(spec.manifest().pieceLength(piece));
            listener.pieceVerified(piece, count.have());
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
            count.gone(source);
            if (reason != null) {
                listener.peerLost(source.contact().fingerprint(), reason);
            }
        }
    }
}
