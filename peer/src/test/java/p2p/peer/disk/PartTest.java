package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.protocol.file.Manifest;

class PartTest {

    private static final int PIECES = 6;

    @TempDir Path folder;

    private final Sample sample = Sample.of(7, (PIECES - 1) * Sample.PIECE + 1000);
    private Path file;
    private Path partPath;
    private Path journalPath;

    @BeforeEach
    void paths() {
        file = folder.resolve("film");
        partPath = folder.resolve("film.p2p-part");
        journalPath = folder.resolve("film.p2p-journal");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Sample.PIECE, 3 * Sample.PIECE, 3 * Sample.PIECE + 1})
    void downloadsAFile(int size) throws IOException {
        Sample some = Sample.of(size, size);
        try (Part part = some.open(file)) {
            some.downloadAll(part);
            assertFalse(Files.exists(file));
            assertEquals(partPath, part.path());

            Shared shared = part.finish(true, Progress.IGNORED);

            assertEquals(file, part.path());
            shared.check();
            assertEquals(size, shared.stamp().size());
        }
        assertArrayEquals(some.bytes(), Files.readAllBytes(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void blocksMayComeInAnyOrderAndTwiceFromManyThreads() throws Exception {
        long seed = System.nanoTime();
        System.getLogger("test").log(System.Logger.Level.INFO, "seed " + seed);
        Random random = new Random(seed);
        try (Part part = sample.open(file);
                var pool = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> pieces = new ArrayList<>();
            for (int piece = 0; piece < PIECES; piece++) {
                int number = piece;
                List<Integer> offsets = shuffledOffsets(number, random);
                pieces.add(() -> {
                    for (int offset : offsets) {
                        part.write(number, offset, block(number, offset));
                    }
                    return part.verify(number);
                });
            }
            for (Future<Boolean> verified : pool.invokeAll(pieces)) {
                assertTrue(verified.get(), "seed " + seed);
            }
            part.finish(false, Progress.IGNORED);
        }
        assertArrayEquals(sample.bytes(), Files.readAllBytes(file));
    }

    @Test
    void aWrongPieceIsNotKeptAndComesAgain() throws IOException {
        try (Part part = sample.open(file)) {
            part.write(2, 0, ByteBuffer.allocate(Sample.PIECE));
            assertFalse(part.verify(2));
            assertEquals(new BitSet(), part.verified());

            assertTrue(sample.download(part, 2));
            assertTrue(part.verify(2));
        }
        try (Part part = sample.open(file)) {
            assertEquals(bits(2), part.verified());
        }
    }

    @Test
    void aBlockThatIsReplacedCountsAsItIsOnTheDisk() throws IOException {
        try (Part part = sample.open(file)) {
            part.write(0, 0, ByteBuffer.allocate(1000));
            part.write(0, 0, sample.piece(0));
            assertTrue(part.verify(0));

            part.write(1, 0, sample.piece(1));
            part.write(1, 0, ByteBuffer.allocate(1000));
            assertFalse(part.verify(1));
        }
    }

    @Test
    void aPieceWithAHoleIsNotVerified() throws IOException {
        try (Part part = sample.open(file)) {
            part.write(3, 1, sample.block(3, 1, Sample.PIECE - 1));
            assertFalse(part.verify(3));
            assertFalse(part.verify(5));
        }
    }

    @Test
    void aVerifiedPieceIsNeverOverwritten() throws IOException {
        try (Part part = sample.open(file)) {
            sample.download(part, 1);

            part.write(1, 0, ByteBuffer.allocate(Sample.PIECE));

            ByteBuffer read = ByteBuffer.allocate(Sample.PIECE);
            part.read(Sample.PIECE, read);
            assertEquals(sample.piece(1), read.flip());
        }
    }

    @Test
    void blocksStayInsideTheirPiece() throws IOException {
        try (Part part = sample.open(file)) {
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> part.write(PIECES - 1, 999, ByteBuffer.allocate(2)));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> part.write(0, -1, ByteBuffer.allocate(2)));
            assertEquals(0, Files.size(partPath));
        }
    }

    @Test
    void goesOnAfterACleanStopWithoutHashing() throws IOException {
        try (Part part = sample.open(file)) {
            sample.download(part, 0);
            sample.download(part, 5);
        }
        AtomicLong checked = new AtomicLong();
        try (Part part = open(checked)) {
            assertEquals(bits(0, 5), part.verified());
            assertEquals(0, checked.get());
            sample.downloadAll(part);
            part.finish(true, Progress.IGNORED);
        }
        assertArrayEquals(sample.bytes(), Files.readAllBytes(file));
    }

    @Test
    void hashesWhatIsClaimedWhenTheStopWasNotClean() throws IOException {
        stopWithoutCleaning(0, 1, 4);
        FileHasherTest.overwrite(partPath, Sample.PIECE + 100);

        AtomicLong checked = new AtomicLong();
        try (Part part = open(checked)) {
            assertEquals(bits(0, 4), part.verified());
            assertEquals(3 * Sample.PIECE, checked.get());
        }
        try (Part part = open(checked)) {
            assertEquals(bits(0, 4), part.verified());
        }
    }

    @Test
    void hashesWhatIsClaimedWhenSomebodyTouchedTheFileAfterACleanStop() throws IOException {
        try (Part part = sample.open(file)) {
            sample.download(part, 0);
            sample.download(part, 3);
        }
        FileHasherTest.overwrite(partPath, 3 * Sample.PIECE + 7);

        try (Part part = sample.open(file)) {
            assertEquals(bits(0), part.verified());
        }
    }

    @Test
    void findsItsPiecesWithoutAJournal() throws IOException {
        stopWithoutCleaning(0, 1, 4);
        Files.delete(journalPath);

        try (Part part = sample.open(file)) {
            assertEquals(bits(0, 1, 4), part.verified());
        }
    }

    @Test
    void startsAgainWhenThePartFileIsGone() throws IOException {
        try (Part part = sample.open(file)) {
            sample.download(part, 2);
        }
        Files.delete(partPath);

        try (Part part = sample.open(file)) {
            assertEquals(new BitSet(), part.verified());
            sample.downloadAll(part);
            part.finish(false, Progress.IGNORED);
        }
        assertArrayEquals(sample.bytes(), Files.readAllBytes(file));
    }

    @Test
    void aCheckCanBeCancelledAndCostsNothing() throws IOException {
        stopWithoutCleaning(0, 1, 4);

        assertThrows(
                CancellationException.class,
                () ->
                        Part.open(
                                file,
                                sample.id(),
                                sample.manifest(),
                                IfExists.REFUSE,
                                Sample.NO_TREE,
                                null,
                                bytes -> false));

        try (Part part = sample.open(file)) {
            assertEquals(bits(0, 1, 4), part.verified());
        }
    }

    @Test
    void belongsToOneDownloadAtATime() throws IOException {
        try (Part part = sample.open(file)) {
            assertTrouble(DiskTrouble.Kind.IN_USE, () -> sample.open(file));
            assertTrouble(DiskTrouble.Kind.IN_USE, () -> Part.discard(file));
            assertTrue(sample.download(part, 0));
        }
    }

    @Test
    void otherContentByTheSameNameHasToWait() throws IOException {
        sample.open(file).close();
        Sample other = Sample.of(8, 1000);

        assertTrouble(DiskTrouble.Kind.IN_USE, () -> other.open(file));

        Part.discard(file);
        assertEquals(List.of(), files());
        other.open(file).close();
    }

    @Test
    void neverOverwritesUnlessTold() throws IOException {
        Files.writeString(file, "mine");

        DiskTrouble trouble = assertTrouble(DiskTrouble.Kind.EXISTS, () -> sample.open(file));
        assertEquals(
                file + " is already there, with other content. Say --force to replace it.",
                trouble.getMessage());
        assertEquals("mine", Files.readString(file));

        try (Part part = sample.open(file, IfExists.REPLACE)) {
            sample.downloadAll(part);
            assertEquals("mine", Files.readString(file));
            part.finish(false, Progress.IGNORED);
        }
        assertArrayEquals(sample.bytes(), Files.readAllBytes(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void neverOverwritesWhatCameMeanwhile() throws IOException {
        try (Part part = sample.open(file)) {
            sample.downloadAll(part);
            Files.writeString(file, "mine");

            assertTrouble(DiskTrouble.Kind.EXISTS, () -> part.finish(false, Progress.IGNORED));
            assertEquals("mine", Files.readString(file));

            Files.delete(file);
            part.finish(false, Progress.IGNORED);
        }
        assertArrayEquals(sample.bytes(), Files.readAllBytes(file));
    }

    @Test
    void neverReplacesAFolder() throws IOException {
        Files.createDirectory(file);

        assertTrouble(DiskTrouble.Kind.EXISTS, () -> sample.open(file, IfExists.REPLACE));
    }

    @Test
    void doesNotWriteThroughALink() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Files.createSymbolicLink(partPath, victim);

        assertTrouble(DiskTrouble.Kind.FORBIDDEN, () -> sample.open(file));
        assertEquals("mine", Files.readString(victim));
    }

    @Test
    void aFileThatIsAlreadyThereIsTheDownload() throws IOException {
        Files.write(file, sample.bytes());
        try (Part part = sample.open(file)) {
            assertEquals(PIECES, part.verified().cardinality());
            part.finish(true, Progress.IGNORED).check();
        }
        assertEquals(List.of(file), files());
    }

    @Test
    void goesOnWhereACrashWhileFinishingLeftIt() throws IOException {
        try (Part part = sample.open(file)) {
            sample.downloadAll(part);
        }
        Files.createLink(file, partPath);
        finishAgain();

        try (Part part = sample.open(folder.resolve("second"))) {
            sample.downloadAll(part);
        }
        Files.delete(file);
        Files.move(folder.resolve("second.p2p-part"), file);
        Files.move(folder.resolve("second.p2p-journal"), journalPath);
        finishAgain();
    }

    @Test
    void saysWhenTheWholeIsNotWhatTheSharerSaid() throws IOException {
        Manifest honest = sample.manifest();
        Manifest lie =
                new Manifest(
                        honest.size(),
                        honest.pieceSize(),
                        honest.algorithm(),
                        honest.pieceHashes(),
                        new byte[32]);
        try (Part part =
                Part.open(
                        file,
                        lie.computeId(),
                        lie,
                        IfExists.REFUSE,
                        Sample.NO_TREE,
                        null,
                        Progress.IGNORED)) {
            sample.downloadAll(part);

            assertTrouble(DiskTrouble.Kind.CHANGED, () -> part.finish(true, Progress.IGNORED));
            assertFalse(Files.exists(file));

            part.finish(false, Progress.IGNORED);
        }
        assertTrue(Files.exists(file));
    }

    @Test
    void saysWhenThePartFileOrItsFolderIsGone() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner")).resolve("film");
        Part part = sample.open(inner);
        sample.downloadAll(part);
        part.check();
        Files.delete(part.path());
        assertTrouble(DiskTrouble.Kind.GONE, part::check);
        assertTrouble(DiskTrouble.Kind.GONE, () -> part.finish(false, Progress.IGNORED));
        Files.delete(folder.resolve("inner/film.p2p-journal"));
        Files.delete(folder.resolve("inner"));
        assertTrouble(DiskTrouble.Kind.GONE, () -> part.finish(false, Progress.IGNORED));
        assertTrouble(DiskTrouble.Kind.GONE, part::close);
        assertTrouble(DiskTrouble.Kind.GONE, () -> sample.open(inner));
    }

    @Test
    void placesAFileWhereThereAreNoLinks() throws IOException {
        Target target = new Target(file, IfExists.REFUSE);
        Files.writeString(partPath, "done");
        target.placeWithoutLink();
        assertEquals("done", Files.readString(file));

        Files.writeString(partPath, "other");
        assertTrouble(DiskTrouble.Kind.EXISTS, target::placeWithoutLink);
        assertEquals("done", Files.readString(file));

        Files.delete(file);
        Files.delete(partPath);
        assertThrows(NoSuchFileException.class, target::placeWithoutLink);
        assertFalse(Files.exists(file));
    }

    private void finishAgain() throws IOException {
        try (Part part = sample.open(file)) {
            assertEquals(PIECES, part.verified().cardinality());
            part.finish(false, Progress.IGNORED);
        }
        assertArrayEquals(sample.bytes(), Files.readAllBytes(file));
        assertEquals(List.of(file), files());
    }

    /** What kill -9 leaves: a journal without its last record. */
    private void stopWithoutCleaning(int... pieces) throws IOException {
        try (Part part = sample.open(file)) {
            for (int piece : pieces) {
                sample.download(part, piece);
            }
        }
        FileHasherTest.truncate(journalPath, Files.size(journalPath) - Journal.RECORD);
    }

    private Part open(AtomicLong checked) throws DiskTrouble {
        return Part.open(
                file,
                sample.id(),
                sample.manifest(),
                IfExists.REFUSE,
                Sample.NO_TREE,
                null,
                bytes -> {
                    checked.set(bytes);
                    return true;
                });
    }

    private List<Integer> shuffledOffsets(int piece, Random random) {
        List<Integer> offsets = new ArrayList<>();
        for (int at = 0; at < sample.manifest().pieceLength(piece); at += 10_000) {
            offsets.add(at);
            if (random.nextInt(4) == 0) {
                offsets.add(at);
            }
        }
        Collections.shuffle(offsets, random);
        return offsets;
    }

    private ByteBuffer block(int piece, int offset) {
        return sample.block(
                piece, offset, Math.min(10_000, sample.manifest().pieceLength(piece) - offset));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int piece : set) {
            bits.set(piece);
        }
        return bits;
    }

    private static DiskTrouble assertTrouble(DiskTrouble.Kind kind, Executable deed) {
        DiskTrouble trouble = assertThrows(DiskTrouble.class, deed);
        assertEquals(kind, trouble.kind(), trouble.getMessage());
        return trouble;
    }
}
