package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;

/**
 * Hashes a file into its manifest, reading it once: the caller's thread reads, a second one hashes
 * the whole, a third one the pieces. The whole's hash cannot be divided, so more would not be
 * faster.
 */
public final class FileHasher {

    private static final int CHUNK = 512 << 10;
    private static final int CHUNKS = 12;

    private final HashAlgorithm algorithm;
    private final Progress progress;
    private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
    private final BlockingQueue<Chunk> toWhole = new ArrayBlockingQueue<>(CHUNKS);
    private final BlockingQueue<Chunk> toPieces = new ArrayBlockingQueue<>(CHUNKS);

    private FileHasher(HashAlgorithm algorithm, Progress progress) {
        this.algorithm = algorithm;
        this.progress = progress;
    }

    /** Bytes on their way through both hashes; free again when both have had them. */
    private static final class Chunk {
        final byte[] bytes = new byte[CHUNK];
        final AtomicInteger readers = new AtomicInteger();
        int length;
    }

    /** Refuses a file that changes meanwhile. The progress may cancel it. */
    public static HashedFile hash(Path file, HashAlgorithm algorithm, Progress progress)
            throws DiskTrouble {
        FileStamp before = FileStamp.settled(file);
        if (before.size() > Manifest.LARGEST_FILE) {
            throw new DiskTrouble(
                    DiskTrouble.Kind.BROKEN,
                    file + " is larger than 16 TiB, the most there can be.");
        }
        int pieceSize = Manifest.pieceSizeFor(before.size());
        Manifest manifest = hash(file, before.size(), pieceSize, algorithm, progress);
        if (!before.equals(FileStamp.of(file))) {
            throw changed(file);
        }
        return new HashedFile(manifest, before);
    }

    /** The same for a file whose size and pieces are known; it does not look for changes. */
    static Manifest hash(
            Path file, long size, int pieceSize, HashAlgorithm algorithm, Progress progress)
            throws DiskTrouble {
        return new FileHasher(algorithm, progress).read(file, size, pieceSize);
    }

    static DiskTrouble changed(Path file) {
        return new DiskTrouble(
                DiskTrouble.Kind.CHANGED,
                file + " changed while it was hashed. Try again when nothing writes to it.");
    }

    private Manifest read(Path file, long size, int pieceSize) throws DiskTrouble {
        ExecutorService threads = Executors.newFixedThreadPool(2, Thread.ofPlatform().factory());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Future<byte[]> whole = threads.submit(() -> hashWhole(size));
            Future<byte[]> pieces = threads.submit(() -> hashPieces(size, pieceSize));
            feed(file, channel, size);
            return new Manifest(size, pieceSize, algorithm, pieces.get(), whole.get());
        } catch (IOException e) {
            throw DiskTrouble.of(file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("hashing was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void feed(Path file, FileChannel channel, long size)
            throws IOException, InterruptedException {
        int made = 0;
        long done = 0;
        while (done < size) {
            Chunk chunk = free.poll();
            if (chunk == null) {
                chunk = made++ < CHUNKS ? new Chunk() : free.take();
            }
            chunk.length = (int) Math.min(CHUNK, size - done);
            ByteBuffer into = ByteBuffer.wrap(chunk.bytes, 0, chunk.length);
            while (into.hasRemaining()) {
                if (channel.read(into) < 0) {
                    throw changed(file);
                }
            }
            chunk.readers.set(2);
            toWhole.put(chunk);
            toPieces.put(chunk);
            done += chunk.length;
            if (!progress.goOn(done)) {
                throw new CancellationException("hashing was cancelled");
            }
        }
    }

    private byte[] hashWhole(long size) throws InterruptedException {
        MessageDigest digest = algorithm.newDigest();
        for (long done = 0; done < size; ) {
            Chunk chunk = toWhole.take();
            digest.update(chunk.bytes, 0, chunk.length);
            done += chunk.length;
            release(chunk);
        }
        return digest.digest();
    }

    private byte[] hashPieces(long size, int pieceSize) throws InterruptedException {
        ByteBuffer hashes =
                ByteBuffer.allocate(Manifest.pieceCount(size, pieceSize) * algorithm.length());
        MessageDigest digest = algorithm.newDigest();
        int left = pieceSize;
        for (long done = 0; done < size; ) {
            Chunk chunk = toPieces.take();
            for (int at = 0; at < chunk.length; ) {
                int step = Math.min(left, chunk.length - at);
                digest.update(chunk.bytes, at, step);
                at += step;
                left -= step;
                done += step;
                if (left == 0 || done == size) {
                    hashes.put(digest.digest());
                    left = pieceSize;
                }
            }
            release(chunk);
        }
        return hashes.array();
    }

    private void release(Chunk chunk) {
        if (chunk.readers.decrementAndGet() == 0) {
            free.add(chunk);
        }
    }
}
