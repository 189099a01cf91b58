package p2p.peer.punch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
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

    public Holes(
            Vertx vertx, Executor workers, Mirrors mirrors, Supplier<Optional<Entry>> tracker) {
        this.vertx = vertx;
        this.workers = workers;
        this.mirrors = mirrors;
        this.tracker = tracker;
    }

    /** Fails where no tracker says how the outside sees it, or too many are open. */
    public Future<Hole> open() {
        Optional<Entry> asked = tracker.get();
        if (asked.isEmpty() || !free.tryAcquire()) {
            return Future.failedFuture("There is no way through the routers for now.");
        }
        Promise<Hole> opened = Promise.promise();
        workers.execute(() -> open(asked.get(), opened));
        return opened.future();
    }

    private void open(Entry asked, Promise<Hole> opened) {
        try {
            Hole hole = ask(asked);
            vertx.setTimer(
                    Hole.LIFE.toMillis(),
                    _ -> {
                        hole.close();
                        free.release();
                    });
            opened.complete(hole);
        } catch (IOException e) {
            free.release();
            opened.fail(e);
        }
    }

    private Hole ask(Entry asked) throws IOException {
        Mirrors.Reflection reflection = mirrors.look(asked, 0);
        return new Hole(reflection, ports(reflection.seen(), reflection.own()));
    }

    /** Most routers keep the port, so that it is tried where the tracker does not see one. */
    private static List<Integer> ports(@Nullable Integer seen, int own) {
        return Stream.of(seen == null ? own : seen, own)
                .filter(port -> port >= PeerMessage.Punch.LEAST_PORT)
                .distinct()
                .toList();
    }
}
