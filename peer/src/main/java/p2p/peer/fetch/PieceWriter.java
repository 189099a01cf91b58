package p2p.peer.fetch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import p2p.peer.choose.Contribution;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.Earlier;
import p2p.peer.disk.Part;
import p2p.peer.loop.EventLoop;
import p2p.peer.loop.KeyedWorkers;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;

/**
 * Takes bytes to a part file and back, off the event loop. What belongs to one piece is done in the
 * order in which it was given; the first trouble is told, and ends all answers.
 */
final class PieceWriter {

    private static final int READ_STEP = 256 << 10;

    private final KeyedWorkers workers;
    private final EventLoop loop;
    private final Manifest manifest;
    private final Part part;
    private final Consumer<IOException> onTrouble;
    private final Promise<Void> idle = Promise.promise();
    private int pending;
    private volatile boolean ending;

    PieceWriter(
            KeyedWorkers workers,
            EventLoop loop,
            Manifest manifest,
            Part part,
            Consumer<IOException> onTrouble) {
        this.workers = workers;
        this.loop = loop;
        this.manifest = manifest;
        this.part = part;
        this.onTrouble = onTrouble;
    }

    /** Writes and releases what has come. */
    void write(PendingRequest request, Runnable then) {
        run(
                request.piece(),
                () -> {
                    try {
                        int at = request.offset();
                        for (ByteBuffer bytes : request.bytes()) {
                            int length = bytes.remaining();
                            part.write(request.piece(), at, bytes);
                            at += length;
                        }
                        return true;
                    } finally {
                        request.release();
                    }
                },
                done -> then.run());
    }

    void verify(int piece, Consumer<Boolean> then) {
        run(piece, () -> part.verify(piece), then);
    }

    /** What is wanted besides, and which pieces of that are here by now. */
    record More(BitSet wanted, BitSet taken) {}

    /** All that was wanted is here: what is wanted besides, if anything is. */
    void wantMore(List<Earlier> earlier, Consumer<More> then) {
        pending++;
        workers.runApart(
                loop,
                () -> {
                    BitSet wanted = part.wantMore();
                    return new More(wanted, take(earlier));
                },
                result -> answer(then, result),
                trouble -> answer(onTrouble, trouble));
    }

    private BitSet take(List<Earlier> earlier) throws DiskTrouble {
        try {
            return part.take(earlier, _ -> !ending);
        } catch (CancellationException e) {
            return new BitSet();
        }
    }

    /** The SHA-256 of these ranges of the piece, as they are on the disk. */
    void digest(int piece, List<Contribution> ranges, Consumer<List<byte[]>> then) {
        run(
                piece,
                () -> {
                    List<byte[]> digests = new ArrayList<>();
                    for (Contribution range : ranges) {
                        digests.add(digest(piece, range));
                    }
                    return digests;
                },
                then);
    }

    private byte[] digest(int piece, Contribution range) throws IOException {
        MessageDigest digest = HashAlgorithm.SHA_256.newDigest();
        long start = manifest.pieceOffset(piece) + range.offset();
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(READ_STEP, range.length()));
        for (int done = 0; done < range.length(); done += buffer.limit()) {
            buffer.clear().limit(Math.min(buffer.capacity(), range.length() - done));
            part.read(start + done, buffer);
            digest.update(buffer.flip());
        }
        return digest.digest();
    }

    private <T> void run(int piece, KeyedWorkers.Work<T> work, Consumer<T> then) {
        pending++;
        workers.run(
                piece,
                loop,
                work,
                result -> answer(then, result),
                trouble -> answer(onTrouble, trouble));
    }

    private <T> void answer(Consumer<T> listener, T answer) {
        pending--;
        if (ending) {
            completeWhenIdle();
        } else {
            listener.accept(answer);
        }
    }

    /** Answers nothing any more; done when the part file is not touched any more. */
    Future<Void> end() {
        ending = true;
        completeWhenIdle();
        return idle.future();
    }

    private void completeWhenIdle() {
        if (pending == 0) {
            idle.tryComplete();
        }
    }
}
