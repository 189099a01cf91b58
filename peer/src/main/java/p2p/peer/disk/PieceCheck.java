package p2p.peer.disk;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import p2p.protocol.file.Manifest;

/** Finds out on all cores which pieces of a content are as the manifest says. */
final class PieceCheck {

    private final Bytes file;
    private final Manifest manifest;
    private final BitSet candidates;
    private final Progress progress;
    private final BitSet intact = new BitSet();
    private int next;
    private long done;
    private boolean cancelled;

    private PieceCheck(Bytes file, Manifest manifest, BitSet candidates, Progress progress) {
        this.file = file;
        this.manifest = manifest;
        this.candidates = candidates;
        this.progress = progress;
    }

    static BitSet intact(Bytes file, Manifest manifest, BitSet candidates, Progress progress)
            throws IOException {
        return candidates.isEmpty()
                ? new BitSet()
                : new PieceCheck(file, manifest, candidates, progress).run();
    }

    private BitSet run() throws IOException {
        int threads =
                Math.min(Runtime.getRuntime().availableProcessors(), candidates.cardinality());
        List<Callable<Void>> shares = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            shares.add(this::checkShare);
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Void> share : pool.invokeAll(shares)) {
                share.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException("checking pieces failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancelled = true;
        }
        if (cancelled) {
            throw new CancellationException("checking pieces was cancelled");
        }
        return intact;
    }

    private Void checkShare() throws IOException {
        MessageDigest digest = manifest.algorithm().newDigest();
        for (int piece = take(); piece >= 0; piece = take()) {
            int length = manifest.pieceLength(piece);
            boolean whole = Reading.digest(file, manifest.pieceOffset(piece), length, digest);
            checked(piece, manifest.pieceMatches(piece, digest.digest()) && whole, length);
        }
        return null;
    }

    private synchronized int take() {
        int piece = cancelled ? -1 : candidates.nextSetBit(next);
        next = piece < 0 ? candidates.size() : piece + 1;
        return piece;
    }

    private synchronized void checked(int piece, boolean matches, int length) {
        intact.set(piece, matches);
        done += length;
        if (!progress.goOn(done)) {
            cancelled = true;
        }
    }
}
