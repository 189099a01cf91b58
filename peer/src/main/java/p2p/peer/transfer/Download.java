package p2p.peer.transfer;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import p2p.peer.choose.RateLimit;
import p2p.peer.disk.PartFile;
import p2p.peer.disk.SharedFile;
import p2p.peer.loop.EventLoop;
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
        STOPPED
    }

    private static final Logger LOG = Logger.getLogger(Download.class);
    private static final long TICK_MILLIS = 250;

    private final Workshop workshop;
    private final EventLoop loop;
    private final DownloadSpec spec;
    private final RateLimit limit;
    private final DownloadListener listener;
    private final RandomGenerator random;
    private final Seeders seeders;
    private final Fingerprint self;
    private final PartKeeper keeper;
    private final DownloadCount count;
    private final long ticker;
    private final Promise<Void> over = Promise.promise();
    private volatile State state = State.OPENING;
    private Run run;
    private SharedFile complete;
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
        loop = EventLoop.of(workshop.vertx());
        loop.onError(this::broken);
        seeders = new Seeders(random);
        keeper = new PartKeeper(workshop.vertx(), workshop.serving(), spec);
        count = new DownloadCount(spec.manifest().size());
        progress = count.progress(List.of(), 0);
        ticker = workshop.vertx().setPeriodic(TICK_MILLIS, id -> loop.execute(this::tick));
        loop.execute(this::open);
    }

    /** Somebody who serves the file; a new contact replaces the one with the same fingerprint. */
    public void addSeeder(PeerContact seeder) {
        loop.execute(() -> {
            if (!seeder.fingerprint().equals(self)) {
                seeders.add(seeder);
                connect();
            }
        });
    }

    public void removeSeeder(Fingerprint seeder) {
        loop.execute(() -> {
            seeders.remove(seeder);
            if (run != null) {
                run.drop(seeder);
            }
        });
    }

    /** The ticket to show from now on; open connections live by it as well. */
    public void ticket(byte[] fresh) {
        loop.execute(() -> {
            ticket = fresh;
            seeders.forgive();
            if (state == State.RUNNING) {
                run.ticket(fresh);
            }
        });
    }

    /** Stops cleanly and keeps what there is on the disk; done when nothing of it is open. */
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        loop.execute(() -> {
            end("The download was stopped.");
            over.future().onComplete(stopped);
        });
        return stopped.future();
    }

    /** Stops, and removes what there is of it; a file that is complete stays. */
    public Future<Void> cancel() {
        return stop().compose(stopped -> keeper.discard());
    }

    public DownloadProgress progress() {
        return progress;
    }

    /** Whether it will do nothing any more. */
    boolean isOver() {
        return over.future().isComplete();
    }

    private void open() {
        keeper.open(() -> state == State.OPENING)
                .onComplete(opened ->
                        loop.execute(() -> {
                            if (opened.failed()) {
                                giveUp(opened.cause().getMessage());
                                over.complete();
                            } else if (state == State.OPENING) {
                                begin(opened.result());
                            } else {
                                keeper.close(opened.result()).onComplete(closed -> over.complete());
                            }
                        }));
    }

    private void begin(PartFile part) {
        state = State.RUNNING;
        count.opened(part.verified().stream().mapToLong(spec.manifest()::pieceLength).sum());
        run = new Run(workshop, loop, spec, part, limit, seeders, random, new RunEvents());
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
        Future<Void> idle = endRun(ByeCode.DONE, "The download is complete.");
        keeper.complete(part, idle, () -> state == State.FINISHING)
                .onComplete(finished -> loop.execute(() -> finished(finished)));
    }

    private void finished(AsyncResult<SharedFile> finished) {
        if (finished.failed()) {
            giveUp(finished.cause().getMessage());
        } else {
            complete = finished.result();
            if (state == State.FINISHING) {
                state = State.COMPLETE;
                workshop.vertx().cancelTimer(ticker);
                tick();
                listener.completed(complete);
            } else {
                stopServing("The download was stopped.");
            }
        }
        over.complete();
    }

    /** Where nobody has asked for the end, the listener hears why it came. */
    private void giveUp(String reason) {
        if (state != State.STOPPED) {
            end("The download has paused.");
            listener.paused(reason);
        }
    }

    /** What is being opened or finished is let go of when that is done. */
    private void end(String reason) {
        State before = state;
        state = State.STOPPED;
        workshop.vertx().cancelTimer(ticker);
        if (before == State.RUNNING) {
            PartFile part = run.part();
            keeper.letGo(part, endRun(ByeCode.STOPPING, reason), reason)
                    .onComplete(closed -> over.complete());
        } else if (before == State.COMPLETE) {
            stopServing(reason);
        }
        tick();
    }

    /** Whoever asked for the end does not see to it that the file goes on being served. */
    private void stopServing(String reason) {
        workshop.serving().remove(spec.file(), complete, reason);
    }

    /**
     * Nothing that was foreseen gets here; without this the download would hang and say nothing.
     */
    private void broken(Throwable cause) {
        LOG.errorf(cause, "the download to %s met an error", spec.target());
        loop.execute(() -> {
            if (state == State.RUNNING || state == State.OPENING) {
                giveUp("The download met an unforeseen error (%s); resume it.".formatted(cause));
            }
        });
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
            giveUp(why.getMessage());
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
