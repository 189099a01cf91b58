package p2p.peer.fetch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.Leftover;
import p2p.peer.disk.Part;
import p2p.peer.disk.Progress;
import p2p.peer.disk.Shared;
import p2p.peer.seed.SeedServer;

/** Opens a download's part file, and takes leave of it, off the event loop. */
final class PartKeeper {

    private final Vertx vertx;
    private final SeedServer seedServer;
    private final FetchOrder order;
    private volatile int staying;

    PartKeeper(Vertx vertx, SeedServer seedServer, FetchOrder order) {
        this.vertx = vertx;
        this.seedServer = seedServer;
        this.order = order;
    }

    /** Checking what is there may take long: it ends early when it is not wanted any more. */
    Future<Part> open(BooleanSupplier wanted) {
        return vertx.executeBlocking(() -> openNow(bytes -> wanted.getAsBoolean()), false);
    }

    private Part openNow(Progress progress) throws DiskTrouble {
        Part part =
                Part.open(
                        order.wanted().place(),
                        order.file(),
                        order.manifest(),
                        order.ifExists(),
                        order.keptTree(),
                        order.wanted().part(),
                        progress);
        try {
            part.take(order.sources(), progress);
            return part;
        } catch (DiskTrouble | RuntimeException e) {
            part.close();
            throw e;
        }
    }

    /**
     * Once it is idle: makes it the file that was asked for, which is served from then on, or lets
     * go of it.
     */
    Future<Shared> complete(Part part, Future<Void> idle, BooleanSupplier wanted) {
        return idle.compose(nothing -> finish(part, wanted))
                .transform(finished -> {
                    Shared shared = finished.result();
                    Future<Void> closed =
                            finished.succeeded()
                                    ? seedServer
                                            .move(order.file(), part, shared)
                                            .compose(moved -> close(part))
                                    : letGo(part, idle, "The download has paused.");
                    return closed.transform(done -> (Future<Shared>) finished);
                });
    }

    private Future<Shared> finish(Part part, BooleanSupplier wanted) {
        return vertx.executeBlocking(() -> finishNow(part, bytes -> wanted.getAsBoolean()), false);
    }

    private Shared finishNow(Part part, Progress progress) throws DiskTrouble {
        Shared shared = part.finish(order.wanted().verify(), progress);
        staying = Leftover.files(order.earlier(), shared);
        return shared;
    }

    /** How many files stay that only the version before had, now that it is complete. */
    int staying() {
        return staying;
    }

    /** Serves it no more, and closes it once it is idle. */
    Future<Void> letGo(Part part, Future<Void> idle, String reason) {
        seedServer.remove(order.file(), part, reason);
        return idle.transform(nothing -> close(part));
    }

    Future<Void> close(Part part) {
        return vertx.executeBlocking(() -> closeNow(part), false);
    }

    private static Void closeNow(Part part) throws DiskTrouble {
        part.close();
        return null;
    }

    /** Removes what there is of the download; it must not be open. */
    Future<Void> discard() {
        return vertx.executeBlocking(this::discardNow, false);
    }

    private Void discardNow() throws DiskTrouble {
        Part.discard(order.wanted().place());
        return null;
    }
}
