package p2p.peer.transfer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PartFile;
import p2p.peer.disk.Progress;
import p2p.peer.disk.SharedFile;

/** Opens a download's part file, and takes leave of it, off the event loop. */
final class PartKeeper {

    private final Vertx vertx;
    private final DownloadSpec spec;

    PartKeeper(Vertx vertx, DownloadSpec spec) {
        this.vertx = vertx;
        this.spec = spec;
    }

    /** Checking what is there may take long: it ends early when it is not wanted any more. */
    Future<PartFile> open(BooleanSupplier wanted) {
        return vertx.executeBlocking(
                () ->
                        PartFile.open(
                                spec.target(),
                                spec.file(),
                                spec.manifest(),
                                spec.ifExists(),
                                bytes -> wanted.getAsBoolean()),
                false);
    }

    Future<SharedFile> finish(PartFile part) {
        return vertx.executeBlocking(() -> part.finish(spec.hashWhole(), Progress.IGNORED), false);
    }

    Future<Void> close(PartFile part) {
        return vertx.executeBlocking(() -> closeNow(part), false);
    }

    private static Void closeNow(PartFile part) throws DiskTrouble {
        part.close();
        return null;
    }

    /** Removes what there is of the download; it must not be open. */
    Future<Void> discard() {
        return vertx.executeBlocking(this::discardNow, false);
    }

    private Void discardNow() throws DiskTrouble {
        PartFile.discard(spec.target());
        return null;
    }
}
