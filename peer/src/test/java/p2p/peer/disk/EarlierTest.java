package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.protocol.file.Manifest;

/** What is taken from an earlier version that lies here, and what is not. */
class EarlierTest {

    private static final int PIECE = Sample.PIECE;

    @TempDir Path folder;

    private final Sample old = Sample.of(7, 6 * PIECE + 1000);

    private Earlier earlier(Sample what) throws IOException {
        Path place = Files.write(folder.resolve("old"), what.bytes());
        return new Earlier(place, Optional.of(what.manifest()), Optional.empty(), Optional.empty());
    }

    /** The sample's bytes, changed in the second and the fifth piece. */
    private Sample changed() {
        byte[] bytes = old.bytes().clone();
        bytes[PIECE] ^= 1;
        bytes[4 * PIECE + 5] ^= 1;
        return Sample.of(bytes);
    }

    private BitSet taken(Sample now, Earlier... from) throws IOException {
        BitSet taken;
        try (Part part = now.open(folder.resolve("new"))) {
            taken = part.take(List.of(from), Progress.IGNORED);
            assertEquals(taken, part.verified());
            assertEquals(taken.stream().mapToLong(now.manifest()::pieceLength).sum(), part.taken());
            for (int piece = 0; piece < now.manifest().pieceCount(); piece++) {
                assertTrue(now.download(part, piece));
            }
            part.finish(true, Progress.IGNORED);
        }
        assertArrayEquals(now.bytes(), Files.readAllBytes(folder.resolve("new")));
        return taken;
    }

    private static BitSet bits(int... pieces) {
        BitSet bits = new BitSet();
        for (int piece : pieces) {
            bits.set(piece);
        }
        return bits;
    }

    @Test
    void unchangedPiecesAreTaken() throws IOException {
        assertEquals(bits(0, 2, 3, 5, 6), taken(changed(), earlier(old)));
        assertArrayEquals(old.bytes(), Files.readAllBytes(folder.resolve("old")));
    }

    @Test
    void piecesThatMovedAreTakenFromWhereTheyWere() throws IOException {
        byte[] bytes = new byte[4 * PIECE];
        System.arraycopy(old.bytes(), 4 * PIECE, bytes, 0, PIECE);
        System.arraycopy(old.bytes(), 0, bytes, 2 * PIECE, 2 * PIECE);
        assertEquals(bits(0, 2, 3), taken(Sample.of(bytes), earlier(old)));
    }

    @Test
    void ofWhatIsNotKnownEachPieceIsLookedForWhereItIsNow() throws IOException {
        Path place = Files.write(folder.resolve("old"), old.bytes());
        assertEquals(bits(0, 2, 3, 5, 6), taken(changed(), Earlier.at(place)));
    }

    @Test
    void nothingIsBelieved() throws IOException {
        Sample now = changed();
        Earlier altered = earlier(old);
        byte[] other = old.bytes().clone();
        other[2 * PIECE + 9] ^= 1;
        Files.write(altered.place(), other);
        assertEquals(bits(0, 3, 5, 6), taken(now, altered));
    }

    @Test
    void whatIsGoneOrShortOrNoFileIsOfNoUse() throws IOException {
        Earlier gone =
                new Earlier(
                        folder.resolve("gone"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), earlier(old).place());
        Files.write(folder.resolve("short"), new byte[10]);
        assertEquals(
                bits(),
                taken(
                        changed(),
                        gone,
                        Earlier.at(inner),
                        Earlier.at(link),
                        Earlier.at(folder.resolve("short"))));
    }

    @Test
    void severalAreLookedAtOneAfterTheOther() throws IOException {
        Sample now = changed();
        byte[] half = now.bytes().clone();
        half[0] ^= 1;
        Path other = Files.write(folder.resolve("other"), half);
        assertEquals(bits(0, 1, 2, 3, 4, 5, 6), taken(now, earlier(old), Earlier.at(other)));
    }

    @Test
    void takingCanBeCancelledAndGoneOnWith() throws IOException {
        Sample now = changed();
        Earlier from = earlier(old);
        Path place = folder.resolve("new");
        try (Part part = now.open(place)) {
            assertThrows(CancellationException.class, () -> part.take(List.of(from), _ -> false));
        }
        try (Part part = now.open(place)) {
            part.take(List.of(from), Progress.IGNORED);
            assertEquals(bits(0, 2, 3, 5, 6), part.verified());
        }
    }

    @Test
    void ofPiecesThatAreReadInStepsNoneIsTakenByHalf() throws IOException {
        int large = 4 * PIECE;
        Sample before = Sample.of(Sample.of(8, 3 * large + 1000).bytes(), large);
        byte[] bytes = before.bytes().clone();
        System.arraycopy(before.bytes(), 0, bytes, large, large);
        System.arraycopy(before.bytes(), large, bytes, 0, large);
        bytes[3 * large - 1] ^= 1;
        assertEquals(bits(0, 1, 3), taken(Sample.of(bytes, large), earlier(before)));
    }

    @Test
    void whatIsCutOffMeanwhileIsFetched() throws IOException {
        Sample now = changed();
        Earlier from = earlier(old);
        try (Part part = now.open(folder.resolve("new"))) {
            BitSet taken = part.take(List.of(from), bytes -> truncate(from.place(), 3 * PIECE / 2));
            assertEquals(taken, part.verified());
            assertFalse(taken.isEmpty());
            now.downloadAll(part);
            part.finish(true, Progress.IGNORED);
        }
        assertArrayEquals(now.bytes(), Files.readAllBytes(folder.resolve("new")));
    }

    private static boolean truncate(Path place, int size) {
        try (FileChannel file = FileChannel.open(place, StandardOpenOption.WRITE)) {
            file.truncate(size);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWasTakenBeforeAKillIsThereAfterIt() throws IOException {
        Sample now = changed();
        Target target = new Target(folder.resolve("new"), IfExists.REFUSE);
        Path after = Files.createDirectory(folder.resolve("after")).resolve("new");
        Target killed = new Target(after, IfExists.REFUSE);
        try (Part part = now.open(target.file())) {
            part.take(
                    List.of(earlier(old)),
                    bytes -> {
                        copyOver(target.journal(), killed.journal());
                        copyOver(target.part(), killed.part());
                        return bytes < 4 * PIECE;
                    });
        } catch (CancellationException e) {
            assertTrue(Files.exists(killed.journal()));
        }
        try (Part part = now.open(after)) {
            assertTrue(part.verified().cardinality() >= 2, part.verified()::toString);
            assertTrue(bits(0, 2, 3, 5, 6).intersects(part.verified()));
            now.downloadAll(part);
            part.finish(true, Progress.IGNORED);
        }
        assertArrayEquals(now.bytes(), Files.readAllBytes(after));
    }

    private static void copyOver(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void ofAFolderNothingIsTakenBeforeItsTreeIsHere() throws IOException {
        SampleFolder sent = SampleFolder.of(folder.resolve("sent"), folder.resolve("home-a"), 3);
        Path home = Files.createDirectory(folder.resolve("home-b"));
        Earlier from = Earlier.at(sent.path());
        int first = (int) (sent.manifest().treeOffset() / Manifest.SMALLEST_PIECE);
        try (Part part = sent.open(folder.resolve("got"), home, IfExists.REFUSE)) {
            assertEquals(bits(), part.take(List.of(from), Progress.IGNORED));
            for (int piece = first; piece < sent.manifest().pieceCount(); piece++) {
                assertTrue(sent.download(part, piece));
            }
            assertFalse(part.wantMore().isEmpty());
            assertEquals(first, part.take(List.of(from), Progress.IGNORED).cardinality());
            part.finish(true, Progress.IGNORED);
        }
        assertEquals(
                SampleFolder.inventory(sent.path()), SampleFolder.inventory(folder.resolve("got")));
    }

    @Test
    void ofAFolderAFileThatIsGoneOrALinkOrAFolderByNowCostsItsPiecesAlone() throws IOException {
        SampleFolder sent = SampleFolder.of(folder.resolve("sent"), folder.resolve("home-a"), 3);
        SampleFolder copy = SampleFolder.of(folder.resolve("copy"), folder.resolve("home-c"), 3);
        assertEquals(sent.id(), copy.id());
        Files.delete(copy.path().resolve("a piece"));
        Files.delete(copy.path().resolve("two pieces"));
        Files.createSymbolicLink(
                copy.path().resolve("two pieces"), sent.path().resolve("two pieces"));
        Files.delete(copy.path().resolve("large"));
        Files.createDirectory(copy.path().resolve("large"));
        Path home = Files.createDirectory(folder.resolve("home-b"));
        var from =
                new Earlier(
                        copy.path(),
                        Optional.of(copy.manifest()),
                        Optional.of(copy.keptTree()),
                        Optional.empty());
        int first = (int) (sent.manifest().treeOffset() / Manifest.SMALLEST_PIECE);
        try (Part part = sent.open(folder.resolve("got"), home, IfExists.REFUSE)) {
            for (int piece = first; piece < sent.manifest().pieceCount(); piece++) {
                assertTrue(sent.download(part, piece));
            }
            assertFalse(part.wantMore().isEmpty());
            int gone = 1 + 2 + 5;
            int taken = part.take(List.of(from), Progress.IGNORED).cardinality();
            assertTrue(taken <= first - gone && taken >= first - gone - 2, taken + " of " + first);
            for (int piece = 0; piece < first; piece++) {
                assertTrue(sent.download(part, piece));
            }
            part.finish(true, Progress.IGNORED);
        }
        assertEquals(
                SampleFolder.inventory(sent.path()), SampleFolder.inventory(folder.resolve("got")));
        assertTrue(Files.isSymbolicLink(copy.path().resolve("two pieces")));
    }
}
