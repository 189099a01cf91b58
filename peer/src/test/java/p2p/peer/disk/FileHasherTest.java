package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;

class FileHasherTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                Sample.PIECE - 1,
                Sample.PIECE,
                Sample.PIECE + 1,
                7 * Sample.PIECE,
                7 * Sample.PIECE + 12_345,
                (20 << 20) + 1
            })
    void hashesPiecesAndTheWhole(int size) throws IOException {
        Sample sample = Sample.of(size, size);

        HashedFile hashed =
                FileHasher.hash(sample.file(folder), HashAlgorithm.SHA_256, Progress.IGNORED);

        assertEquals(sample.manifest(), hashed.manifest());
        assertEquals(size, hashed.stamp().size());
    }

    @Test
    void hashesAsTheToolsDo() throws IOException {
        Path file = Files.writeString(folder.resolve("abc"), "abc");

        Manifest sha256 = hash(file, HashAlgorithm.SHA_256);
        Manifest sha1 = hash(file, HashAlgorithm.SHA_1);

        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                HexFormat.of().formatHex(sha256.fileHash()));
        assertEquals(
                "a9993e364706816aba3e25717850c26c9cd0d89d",
                HexFormat.of().formatHex(sha1.fileHash()));
        assertEquals(
                "a9993e364706816aba3e25717850c26c9cd0d89d",
                HexFormat.of().formatHex(sha1.pieceHashes()));
    }

    @Test
    void hashesASparseFile() throws IOException {
        Path file = folder.resolve("sparse");
        long size = (300L << 20) + 5;
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }

        Manifest manifest = hash(file, HashAlgorithm.SHA_256);

        assertEquals(size, manifest.size());
        assertEquals(512 << 10, manifest.pieceSize());
        assertEquals(601, manifest.pieceCount());
        byte[] zeros = HashAlgorithm.SHA_256.newDigest().digest(new byte[512 << 10]);
        assertTrue(manifest.pieceMatches(0, zeros));
        assertTrue(manifest.pieceMatches(599, zeros));
        assertTrue(
                manifest.pieceMatches(600, HashAlgorithm.SHA_256.newDigest().digest(new byte[5])));
    }

    @Test
    void aManifestStaysSmallWhateverTheFile() {
        assertEquals(16 << 20, Manifest.pieceSizeFor(100L << 30));
        assertEquals(6400, Manifest.pieceCount(100L << 30, 16 << 20));
        assertEquals(1 << 20, Manifest.pieceCount(Manifest.LARGEST_FILE, 16 << 20));
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        Path file = Sample.of(1, 5 << 20).file(folder);
        AtomicLong last = new AtomicLong();

        FileHasher.hash(
                file,
                HashAlgorithm.SHA_256,
                bytes -> {
                    assertTrue(bytes > last.getAndSet(bytes));
                    return true;
                });

        assertEquals(5 << 20, last.get());
    }

    @Test
    void isCancelled() throws IOException {
        Path file = Sample.of(1, 5 << 20).file(folder);

        assertThrows(
                CancellationException.class,
                () -> FileHasher.hash(file, HashAlgorithm.SHA_256, bytes -> bytes < 2 << 20));
    }

    @Test
    void refusesAFileThatIsWrittenMeanwhile() throws IOException {
        Path file = Sample.of(1, 5 << 20).file(folder);

        assertChanged(file, () -> overwrite(file, 17));
    }

    @Test
    void refusesAFileThatGrowsMeanwhile() throws IOException {
        Path file = Sample.of(1, 5 << 20).file(folder);

        assertChanged(file, () -> Files.write(file, new byte[1], StandardOpenOption.APPEND));
    }

    @Test
    void refusesAFileThatShrinksMeanwhile() throws IOException {
        Path file = Sample.of(1, 50 << 20).file(folder);

        assertChanged(file, () -> truncate(file, 1 << 20));
    }

    @Test
    void refusesAFileThatIsReplacedMeanwhile() throws IOException {
        Path file = Sample.of(1, 5 << 20).file(folder);
        Path other = Files.copy(file, folder.resolve("other"));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));

        assertChanged(file, () -> Files.delete(Files.move(file, folder.resolve("old"))), other);
    }

    @Test
    void refusesWhatIsNoFile() {
        DiskTrouble gone =
                assertThrows(
                        DiskTrouble.class,
                        () -> hash(folder.resolve("nothing"), HashAlgorithm.SHA_256));
        DiskTrouble isFolder =
                assertThrows(DiskTrouble.class, () -> hash(folder, HashAlgorithm.SHA_256));

        assertEquals(DiskTrouble.Kind.GONE, gone.kind());
        assertEquals(folder.resolve("nothing") + " is not there.", gone.getMessage());
        assertEquals(DiskTrouble.Kind.EXISTS, isFolder.kind());
        assertEquals(folder + " is not a file.", isFolder.getMessage());
    }

    private interface Deed {
        void happen() throws IOException;
    }

    private static void assertChanged(Path file, Deed deed) {
        DiskTrouble trouble =
                assertThrows(
                        DiskTrouble.class,
                        () -> FileHasher.hash(file, HashAlgorithm.SHA_256, atFirstCall(deed)));
        assertEquals(DiskTrouble.Kind.CHANGED, trouble.kind());
        assertEquals(
                file + " changed while it was hashed. Try again when nothing writes to it.",
                trouble.getMessage());
    }

    private static void assertChanged(Path file, Deed deed, Path replacement) {
        assertChanged(
                file,
                () -> {
                    deed.happen();
                    Files.move(replacement, file);
                });
    }

    private static Progress atFirstCall(Deed deed) {
        AtomicLong calls = new AtomicLong();
        return bytes -> {
            if (calls.getAndIncrement() == 0) {
                try {
                    deed.happen();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            return true;
        };
    }

    private static Manifest hash(Path file, HashAlgorithm algorithm) throws DiskTrouble {
        return FileHasher.hash(file, algorithm, Progress.IGNORED).manifest();
    }

    static void overwrite(Path file, long at) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(at).write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        }
    }

    static void truncate(Path file, long size) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }
}
