package p2p.peer.punch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.session.PeerMessage;

/** Opens holes, by asking the tracker that this peer is attached to. For any thread. */
public final class Holes {

    private static final int MOST = 16;

    private final Vertx vertx;
    private final Executor workers;
    private final Mirrors mirrors;
    private final Supplier<Optional<Entry>> tracker;
    private final Semaphore free = new Semaphore(MOST);
    private final Set<Hole> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Holes(
            Vertx vertx, Executor workers, Mirrors mirrors, Supplier<Optional<Entry>> tracker) {
        this.vertx = vertx;
        this.workers = workers;
        this.mirrors = mirrors;
        this.tracker = tracker;
    }

    /** Whether a tracker is there that says how it sees this peer. */
    public boolean areThere() {
        return tracker.get().isPresent();
    }

    /**
     * Fails where the tracker does not say how it sees this peer; nothing where there is none to
     * ask for now, or too many holes are open.
     */
    public Optional<Future<Hole>> open() {
        return tracker.get().filter(_ -> free.tryAcquire()).map(this::open);
    }

    private Future<Hole> open(Entry asked) {
        Promise<Hole> opened = Promise.promise();
        try {
            workers.execute(() -> open(asked, opened));
        } catch (RejectedExecutionException e) {
            free.release();
            opened.fail(e);
        }
        return opened.future();
    }

    private void open(Entry asked, Promise<Hole> opened) {
        Hole hole;
        try {
            hole = ask(asked);
        } catch (IOException | RuntimeException e) {
            free.release();
            opened.fail(e);
            return;
        }
        open.add(hole);
        if (closed) {
            hole.close();
        }
        vertx.setTimer(Hole.LIFE.toMillis(), _ -> hole.close());
        opened.complete(hole);
    }

    private void closed(Hole hole) {
        open.remove(hole);
        free.release();
    }

    /** For good. */
    public void close() {
        closed = true;
        open.forEach(Hole::close);
    }

    private Hole ask(Entry asked) throws IOException {
        Mirrors.Reflection reflection = mirrors.look(asked, 0);
        return new Hole(
                reflection, ports(reflection.seen(), reflection.own().getPort()), this::closed);
    }

    /** Most routers keep the port, so that it is tried where the tracker does not see one. */
    private static List<Integer> ports(@Nullable Integer seen, int own) {
        return Stream.of(seen == null ? own : seen, own)
                .filter(port -> port >= PeerMessage.Punch.LEAST_PORT)
                .distinct()
                .toList();
    }
}
