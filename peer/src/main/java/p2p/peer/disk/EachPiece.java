package p2p.peer.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import p2p.protocol.file.Manifest;

/** Does something with many pieces on all cores, and says with which of them it came out well. */
final class EachPiece {

    /** Of one thread, which does one piece after the other. */
    interface Work {
        boolean on(int piece) throws IOException;
    }

    private final Manifest manifest;
    private final BitSet pieces;
    private final Supplier<? extends Work> work;
    private final Progress progress;
    private final BitSet good = new BitSet();
    private int next;
    private long done;
    private boolean cancelled;

    private EachPiece(
            Manifest manifest, BitSet pieces, Supplier<? extends Work> work, Progress progress) {
        this.manifest = manifest;
        this.pieces = pieces;
        this.work = work;
        this.progress = progress;
    }

    static BitSet good(
            Manifest manifest, BitSet pieces, Supplier<? extends Work> work, Progress progress)
            throws IOException {
        return pieces.isEmpty()
                ? new BitSet()
                : new EachPiece(manifest, pieces, work, progress).run();
    }

    private BitSet run() throws IOException {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), pieces.cardinality());
        List<Callable<Void>> shares = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            shares.add(this::doShare);
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Void> share : pool.invokeAll(shares)) {
                share.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException("work on pieces failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancelled = true;
        }
        if (cancelled) {
            throw new CancellationException("work on pieces was cancelled");
        }
        return good;
    }

    private Void doShare() throws IOException {
        Work mine = work.get();
        for (int piece = take(); piece >= 0; piece = take()) {
            did(piece, mine.on(piece));
        }
        return null;
    }

    private synchronized int take() {
        int piece = cancelled ? -1 : pieces.nextSetBit(next);
        next = piece < 0 ? pieces.size() : piece + 1;
        return piece;
    }

    private synchronized void did(int piece, boolean well) {
        good.set(piece, well);
        done += manifest.pieceLength(piece);
        if (!progress.goOn(done)) {
            cancelled = true;
        }
    }
}
