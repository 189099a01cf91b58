package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.Manifest;

/** A part of a folder on its way to the disk, and more of it later. */
class PartOfFolderTest {

    private static final TreeSelection MANY = new TreeSelection("many", List.of(), List.of("link"));

    @TempDir Path temporary;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private SampleFolder sample;
    private Path home;
    private Path place;

    @BeforeEach
    void makeFolder() throws IOException {
        System.out.println("The folder is made of the seed " + seed);
        sample = SampleFolder.of(temporary.resolve("sent"), temporary.resolve("home-a"), seed);
        home = Files.createDirectory(temporary.resolve("home-b"));
        place = Files.createDirectory(temporary.resolve("to")).resolve("got");
    }

    private int treePiecesAt() {
        return (int) (sample.manifest().treeOffset() / Manifest.SMALLEST_PIECE);
    }

    private static BitSet missing(Part part) {
        BitSet missing = part.wanted();
        missing.andNot(part.verified());
        return missing;
    }

    /** Which pieces were downloaded. */
    private BitSet downloadAll(Part part) throws DiskTrouble {
        BitSet downloaded = new BitSet();
        do {
            for (int piece : missing(part).stream().toArray()) {
                assertTrue(sample.download(part, piece));
                downloaded.set(piece);
            }
        } while (!part.wantMore().isEmpty());
        return downloaded;
    }

    private Folder folder() throws IOException {
        return Folder.of(Files.readAllBytes(sample.keptTree()), sample.manifest(), place);
    }

    private BitSet pieces(TreeSelection selection) throws IOException {
        return folder().chosen(selection).pieces(folder().layout());
    }

    private void assertArrived(TreeSelection... selections) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> sent = SampleFolder.inventory(sample.path());
        for (TreeSelection selection : selections) {
            folder().chosen(selection)
                    .entries()
                    .forEach(entry -> expected.put(entry.path(), sent.get(entry.path())));
        }
        assertEquals(expected, SampleFolder.inventory(place));
        try (Stream<Path> beside = Files.list(place.getParent())) {
            assertEquals(List.of(place), beside.toList());
        }
    }

    private Shared fetched(@Nullable TreeSelection selection, IfExists ifExists)
            throws IOException {
        try (Part part = sample.open(place, home, ifExists, selection)) {
            downloadAll(part);
            return part.finish(true, Progress.IGNORED);
        }
    }

    @Test
    void onlyThePiecesOfWhatIsWantedAreWanted() throws IOException {
        BitSet downloaded;
        Shared shared;
        try (Part part = sample.open(place, home, IfExists.REFUSE, MANY)) {
            downloaded = downloadAll(part);
            assertFalse(Files.exists(place));
            shared = part.finish(true, Progress.IGNORED);
        }
        BitSet expected = pieces(MANY);
        expected.set(treePiecesAt(), sample.manifest().pieceCount());
        assertEquals(expected, downloaded);
        assertTrue(downloaded.cardinality() < sample.manifest().pieceCount() / 2);
        assertArrived(MANY);
        assertTrue(sample.manifest().treeOffset() % sample.manifest().pieceSize() > 0);
        assertTrue(hasTreePieces(shared));
        assertServes(shared);
        assertFinishedWith(MANY, shared);
    }

    private boolean hasTreePieces(Shared shared) {
        int first = treePiecesAt();
        int count = sample.manifest().pieceCount();
        return shared.part().orElseThrow().get(first, count).cardinality() == count - first;
    }

    /** What was never wanted is not missed; what was had is. */
    @Test
    void ofAPartOnlyWhatWasThereIsMissed() throws IOException {
        Shared shared = fetched(MANY, IfExists.REFUSE);
        assertEquals(Optional.empty(), shared.difference());
        assertEquals(Optional.empty(), shared.changed());
        Path one = place.resolve(oneOffered(shared.part().orElseThrow()));
        byte[] bytes = Files.readAllBytes(one);
        FileTime modified = Files.getLastModifiedTime(one);
        Files.delete(one);
        assertEquals(Optional.of(one + " is gone."), shared.difference());
        assertEquals(Optional.empty(), shared.changed());
        Files.write(one, bytes);
        Files.setLastModifiedTime(one, FileTime.fromMillis(5));
        assertEquals(Optional.of(one + " was changed."), shared.difference());
        assertEquals(Optional.of(one), shared.changed());
        Files.setLastModifiedTime(one, modified);
        assertEquals(Optional.empty(), shared.difference());
    }

    /** One of the files all of whose pieces are given, without the tree's. */
    private String oneOffered(BitSet part) throws IOException {
        FolderLayout layout = folder().layout();
        for (int file = 0; file < layout.files().size(); file++) {
            BitSet others = new BitSet();
            layout.addPieces(file, others);
            boolean has = !others.isEmpty() && others.length() <= treePiecesAt();
            others.andNot(part);
            if (has && others.isEmpty()) {
                return layout.files().get(file).path();
            }
        }
        throw new AssertionError("no file is given");
    }

    /** Whoever starts again finds the same. */
    private void assertFinishedWith(TreeSelection selection, Shared shared) throws IOException {
        try (Part part = sample.open(place, home, IfExists.REFUSE, selection)) {
            assertTrue(part.wantMore().isEmpty());
            Shared again = part.finish(false, Progress.IGNORED);
            assertEquals(shared.part(), again.part());
            assertServes(again);
        }
    }

    @Test
    void whereTheTreeIsKnownItIsNotFetchedAgain() throws IOException {
        Files.copy(sample.keptTree(), home.resolve(sample.id().hex()));
        var large = new TreeSelection("large", List.of(), List.of());
        try (Part part = sample.open(place, home, IfExists.REFUSE, large)) {
            assertEquals(pieces(large), downloadAll(part));
            assertFalse(hasTreePieces(part.finish(false, Progress.IGNORED)));
        }
        assertArrived(large);
    }

    @Test
    void whatWasFoundBesideTheTreeIsGivenWithIt() throws IOException {
        Path look = temporary.resolve("look");
        try (Part part = sample.open(look, home, IfExists.REFUSE, TreeSelection.NOTHING)) {
            downloadAll(part);
            part.finish(true, Progress.IGNORED);
        }
        var large = new TreeSelection("large", List.of(), List.of());
        try (Part part = sample.open(place, home, IfExists.REFUSE, large)) {
            assertEquals(pieces(large), downloadAll(part));
            Shared shared = part.finish(false, Progress.IGNORED);
            assertTrue(hasTreePieces(shared));
            assertServes(shared);
        }
    }

    /** Whatever is said to be there is there. */
    private void assertServes(Shared shared) throws IOException {
        BitSet part = shared.part().orElseThrow();
        for (int piece : part.stream().toArray()) {
            ByteBuffer bytes = ByteBuffer.allocate(sample.manifest().pieceLength(piece));
            shared.read(sample.manifest().pieceOffset(piece), bytes);
            byte[] digest = sample.manifest().algorithm().newDigest().digest(bytes.array());
            assertTrue(sample.manifest().pieceMatches(piece, digest), "piece " + piece);
        }
    }

    @Test
    void whatWasStoppedGoesOnWhetherCleanlyOrNot() throws IOException {
        var some = new TreeSelection("", List.of("many/*7", "run", "large"), List.of("many/17"));
        Files.copy(sample.keptTree(), home.resolve(sample.id().hex()));
        int downloaded = 0;
        while (true) {
            Part part = sample.open(place, home, IfExists.REFUSE, some);
            assertEquals(downloaded, part.verified().cardinality());
            if (missing(part).isEmpty()) {
                part.finish(false, Progress.IGNORED);
                part.close();
                break;
            }
            assertTrue(sample.download(part, missing(part).nextSetBit(0)));
            downloaded++;
            part.close();
            if (random.nextBoolean()) {
                Path tree = place.resolveSibling("got.p2p-tree");
                Files.setLastModifiedTime(tree, FileTime.fromMillis(random.nextLong(1L << 40)));
            }
        }
        assertArrived(some);
    }

    @Test
    void moreOfItLaterTakesWhatIsThere() throws IOException {
        Shared first = fetched(MANY, IfExists.REFUSE);
        var large = new TreeSelection("", List.of("large", "empty/"), List.of());
        var replacing = IfExists.replaceUnchanged(List.of(first));
        Shared second = fetched(large, replacing);
        assertArrived(MANY, large);
        assertServes(second);
        assertTrue(second.part().orElseThrow().cardinality() >= 5 + 1);

        Earlier here =
                new Earlier(
                        place,
                        Optional.of(sample.manifest()),
                        Optional.of(sample.keptTree()),
                        Optional.of(second));
        BitSet had = second.part().orElseThrow();
        had.clear(treePiecesAt(), sample.manifest().pieceCount());
        try (Part part =
                sample.open(place, home, IfExists.replaceUnchanged(List.of(second)), null)) {
            for (int piece : missing(part).stream().toArray()) {
                sample.download(part, piece);
            }
            part.wantMore();
            assertEquals(had, part.take(List.of(here), Progress.IGNORED));
            downloadAll(part);
            assertEquals(Optional.empty(), part.finish(true, Progress.IGNORED).part());
        }
        assertEquals(SampleFolder.inventory(sample.path()), SampleFolder.inventory(place));
    }

    @Test
    void whatWasChangedMeanwhileIsInTheWay() throws IOException {
        Shared first = fetched(MANY, IfExists.REFUSE);
        assertEquals(Optional.empty(), first.changed());
        Files.writeString(place.resolve("many/7"), "mine");
        assertEquals(Optional.of(place.resolve("many/7")), first.changed());
    }

    @Test
    void aPartThatWasPlacedButNotTidiedUpIsFoundComplete() throws IOException {
        fetched(MANY, IfExists.REFUSE);
        Files.createFile(place.resolveSibling("got.p2p-journal"));
        try (Part part = sample.open(place, home, IfExists.REFUSE, MANY)) {
            assertEquals(new BitSet(), missing(part));
            assertServes(part.finish(true, Progress.IGNORED));
        }
        assertArrived(MANY);
    }

    @Test
    void whatAnotherOrderLeftIsNotPlaced() throws IOException {
        Files.copy(sample.keptTree(), home.resolve(sample.id().hex()));
        try (Part part = sample.open(place, home, IfExists.REFUSE, MANY)) {
            downloadAll(part);
        }
        var run = new TreeSelection("", List.of("run", "nearly*"), List.of());
        fetched(run, IfExists.REFUSE);
        assertArrived(run);
    }

    @Test
    void whoeverOnlyLooksGetsTheTree() throws IOException {
        Shared shared = fetched(TreeSelection.NOTHING, IfExists.REFUSE);
        assertEquals(Map.of(), SampleFolder.inventory(place));
        assertEquals(
                ByteBuffer.wrap(Files.readAllBytes(sample.keptTree())),
                ByteBuffer.wrap(Files.readAllBytes(home.resolve(sample.id().hex()))));
        assertServes(shared);
    }
}
