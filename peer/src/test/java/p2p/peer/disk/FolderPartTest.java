package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.FolderTree;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;

/** Folders on their way to the disk: of every odd kind, interrupted, hostile. */
class FolderPartTest {

    @TempDir Path temporary;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private SampleFolder sample;
    private Path home;
    private Path place;

    @BeforeEach
    void makeFolder() throws IOException {
        sample = SampleFolder.of(temporary.resolve("sent"), temporary.resolve("home-a"), seed);
        home = Files.createDirectory(temporary.resolve("home-b"));
        place = Files.createDirectory(temporary.resolve("to")).resolve("got");
    }

    private Part open() throws DiskTrouble {
        return sample.open(place, home, IfExists.REFUSE);
    }

    private Names beside() throws IOException {
        try (Stream<Path> there = Files.list(temporary.resolve("to"))) {
            return new Names(
                    there.map(path -> path.getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private record Names(TreeSet<String> names) {}

    private static Names names(String... names) {
        return new Names(new TreeSet<>(List.of(names)));
    }

    private List<Integer> missing(Part part) {
        BitSet wanted = part.wanted();
        wanted.andNot(part.verified());
        List<Integer> pieces = new ArrayList<>(wanted.stream().boxed().toList());
        Collections.shuffle(pieces, random);
        return pieces;
    }

    private void downloadAll(Part part) throws DiskTrouble {
        do {
            for (int piece : missing(part)) {
                assertTrue(sample.download(part, piece), "seed " + seed);
            }
        } while (!part.wantMore().isEmpty());
    }

    private void assertArrived() throws IOException {
        assertEquals(
                SampleFolder.inventory(sample.path()),
                SampleFolder.inventory(place),
                "seed " + seed);
    }

    @Test
    void everyOddKindArrivesAsItWas() throws IOException {
        try (Part part = open()) {
            int first = (int) (sample.manifest().treeOffset() / Manifest.SMALLEST_PIECE);
            assertEquals(
                    IntStream.range(first, sample.manifest().pieceCount()).boxed().toList(),
                    part.wanted().stream().boxed().toList());
            downloadAll(part);
            assertFalse(Files.exists(place));
            Shared shared = part.finish(true, Progress.IGNORED);
            assertEquals(place, shared.path());
            assertEquals(sample.manifest().treeOffset(), shared.stamp().size());
            ByteBuffer all = ByteBuffer.allocate((int) sample.manifest().size());
            shared.read(0, all);
            ByteBuffer sent = ByteBuffer.allocate((int) sample.manifest().size());
            sample.shared().read(0, sent);
            assertEquals(sent.flip(), all.flip());
        }
        assertArrived();
        assertEquals(names("got"), beside());
    }

    @Test
    void theHashesAreThoseOfTheFiles() throws Exception {
        FolderTree tree =
                FolderTree.decode(
                        Files.readAllBytes(sample.keptTree()), sample.manifest().algorithm());
        assertEquals(314, tree.files().size());
        assertEquals(314, Folder.described(sample.manifest()).files());
        for (TreeEntry.File file : tree.files()) {
            byte[] bytes = Files.readAllBytes(sample.path().resolve(file.path()));
            assertTrue(
                    Arrays.equals(HashAlgorithm.SHA_256.newDigest().digest(bytes), file.hash()),
                    file.path());
        }
        assertEquals(sample.id(), SampleFolder.hashed(sample.path(), home).id(), "the same again");
    }

    @Test
    void whatWasStoppedGoesOnWhetherCleanlyOrNot() throws IOException {
        int downloaded = 0;
        while (true) {
            Part part = open();
            List<Integer> missing = missing(part);
            if (missing.isEmpty() && part.wantMore().isEmpty()) {
                part.finish(false, Progress.IGNORED);
                part.close();
                break;
            }
            assertEquals(downloaded, part.verified().cardinality(), "seed " + seed);
            for (int piece : missing.subList(0, Math.min(2, missing.size()))) {
                assertTrue(sample.download(part, piece), "seed " + seed);
                downloaded++;
            }
            part.wantMore();
            part.close();
            if (random.nextBoolean()) {
                dirty();
            }
        }
        assertArrived();
    }

    /** As if killed: the journal does not end with a clean stop. */
    private void dirty() throws IOException {
        Path tree = place.resolveSibling("got.p2p-tree");
        Files.setLastModifiedTime(tree, FileTime.fromMillis(random.nextLong(1L << 40)));
    }

    @Test
    void whatWasDamagedMeanwhileIsFetchedAgain() throws IOException {
        try (Part part = open()) {
            downloadAll(part);
        }
        Path large = place.resolveSibling("got.p2p-part").resolve("large");
        byte[] bytes = Files.readAllBytes(large);
        bytes[3 * Manifest.SMALLEST_PIECE]++;
        Files.write(large, bytes);
        Files.delete(place.resolveSibling("got.p2p-part").resolve("two pieces"));
        try (Part part = open()) {
            assertEquals(3, missing(part).size());
            downloadAll(part);
            part.finish(false, Progress.IGNORED);
        }
        assertArrived();
    }

    @Test
    void aFolderThatWasPlacedButNotTidiedUpIsFoundComplete() throws IOException {
        try (Part part = open()) {
            downloadAll(part);
            part.finish(false, Progress.IGNORED);
        }
        Files.createFile(place.resolveSibling("got.p2p-journal"));
        try (Part part = open()) {
            assertEquals(List.of(), missing(part));
            part.finish(true, Progress.IGNORED);
        }
        assertArrived();
        assertEquals(names("got"), beside());
    }

    @Test
    void whatStandsThereIsOverwrittenOnlyOnDemandAndNothingElseIsTouched() throws IOException {
        Files.createDirectories(place.resolve("many"));
        Files.writeString(place.resolve("many/7"), "mine");
        Files.writeString(place.resolve("mine"), "mine");
        DiskTrouble trouble = assertThrows(DiskTrouble.class, this::open);
        assertEquals(DiskTrouble.Kind.EXISTS, trouble.kind());
        assertEquals("mine", Files.readString(place.resolve("many/7")));

        try (Part part = sample.open(place, home, IfExists.REPLACE)) {
            downloadAll(part);
            assertEquals("mine", Files.readString(place.resolve("many/7")));
            part.finish(false, Progress.IGNORED);
        }
        assertEquals("mine", Files.readString(place.resolve("mine")));
        Files.delete(place.resolve("mine"));
        assertArrived();
        assertEquals(names("got"), beside());
    }

    @Test
    void whatIsInTheWayIsSaidBeforeAnythingIsReplaced() throws IOException {
        Files.createDirectories(place.resolve("many"));
        Files.createDirectories(place.resolve("run/in the way"));
        try (Part part = sample.open(place, home, IfExists.REPLACE)) {
            downloadAll(part);
            DiskTrouble trouble =
                    assertThrows(DiskTrouble.class, () -> part.finish(false, Progress.IGNORED));
            assertEquals(
                    place.resolve("run")
                            + " is in the way: it is a folder. Move it elsewhere, and resume the"
                            + " download.",
                    trouble.getMessage());
        }
        assertFalse(Files.exists(place.resolve("many/299")));
        Files.delete(place.resolve("run/in the way"));
        Files.delete(place.resolve("run"));
        finishesFromHere(0);
    }

    @Test
    void placingFileByFileCanBeCutOffAnywhere() throws IOException {
        cutOffWhilePlacing();
        finishesFromHere(0);
    }

    @Test
    void whatWasPlacedAndThenDamagedIsFetchedAgain() throws IOException {
        cutOffWhilePlacing();
        Files.writeString(place.resolve("large"), "damaged");
        finishesFromHere(6);
    }

    /** As a kill leaves it that comes when some files are at their place. */
    private void cutOffWhilePlacing() throws IOException {
        Files.createDirectories(place.resolve("run/in the way"));
        try (Part part = sample.open(place, home, IfExists.REPLACE)) {
            downloadAll(part);
            assertThrows(DiskTrouble.class, () -> part.finish(false, Progress.IGNORED));
        }
        Files.delete(place.resolve("run/in the way"));
        Files.delete(place.resolve("run"));
        Path part = place.resolveSibling("got.p2p-part");
        Files.createFile(place.resolveSibling("got.p2p-placing"));
        Files.createDirectory(place.resolve("many"));
        for (String name : List.of("large", "many/7", "many/8", "nothing", "two pieces")) {
            Files.move(part.resolve(name), place.resolve(name));
        }
    }

    private void finishesFromHere(int expectedMissing) throws IOException {
        try (Part part = sample.open(place, home, IfExists.REPLACE)) {
            assertEquals(expectedMissing, missing(part).size());
            downloadAll(part);
            part.finish(true, Progress.IGNORED);
        }
        assertArrived();
        assertEquals(names("got"), beside());
    }

    @Test
    void whatIsInTheFolderAlreadyIsNotTakenForDownloaded() throws IOException {
        Files.createDirectory(place);
        Files.copy(sample.path().resolve("two pieces"), place.resolve("two pieces"));
        byte[] older = Files.readAllBytes(sample.path().resolve("large"));
        older[older.length - 1]++;
        Files.write(place.resolve("large"), older);
        int fetched;
        try (Part part = sample.open(place, home, IfExists.REPLACE)) {
            for (int piece : missing(part)) {
                assertTrue(sample.download(part, piece));
            }
            fetched = part.verified().cardinality();
            part.wantMore();
        }
        Files.write(place.resolveSibling("got.p2p-journal"), new byte[0]);

        try (Part part = sample.open(place, home, IfExists.REPLACE)) {
            assertEquals(fetched, part.verified().cardinality());
            downloadAll(part);
            part.finish(true, Progress.IGNORED);
        }
        assertArrived();
    }

    @Test
    void whatSomebodyElseRemovesMeanwhileIsFetchedAgain() throws IOException {
        try (Part part = open()) {
            downloadAll(part);
            Files.delete(place.resolveSibling("got.p2p-part").resolve("large"));
            DiskTrouble trouble =
                    assertThrows(DiskTrouble.class, () -> part.finish(false, Progress.IGNORED));
            assertEquals(DiskTrouble.Kind.CHANGED, trouble.kind());
        }
        try (Part part = open()) {
            assertEquals(6, missing(part).size());
            downloadAll(part);
            part.finish(false, Progress.IGNORED);
        }
        assertArrived();
    }

    @Test
    void aDiskThatFoldsNamesGetsNoneThatItCannotTellApart() throws IOException {
        Folder plain = folder(file("a", 0), file("b", 0));
        plain.requireDistinctNames(place);
        List.of("A a", "\u00e9 e\u0301", "STRASSE stra\u00dfe")
                .forEach(pair -> {
                    Folder folder =
                            folder(file(pair.split(" ")[0], 0), file(pair.split(" ")[1], 0));
                    assertThrows(DiskTrouble.class, () -> folder.requireDistinctNames(place), pair);
                });
    }

    private static Folder folder(TreeEntry... entries) {
        FolderTree tree = FolderTree.of(List.of(entries));
        var layout = new FolderLayout(tree.files(), Manifest.SMALLEST_PIECE);
        return new Folder(new byte[0], tree, layout);
    }

    @Test
    void anEmptyFolderIsNotInTheWay() throws IOException {
        Files.createDirectory(place);
        try (Part part = open()) {
            downloadAll(part);
            part.finish(false, Progress.IGNORED);
        }
        assertArrived();
    }

    @Test
    void aFileAndALinkAreInTheWayForEver() throws IOException {
        Files.createSymbolicLink(place, Files.createDirectory(temporary.resolve("elsewhere")));
        assertThrows(DiskTrouble.class, () -> sample.open(place, home, IfExists.REPLACE));
        Files.delete(place);
        Files.writeString(place, "mine");
        assertThrows(DiskTrouble.class, () -> sample.open(place, home, IfExists.REPLACE));
        assertEquals("mine", Files.readString(place));
    }

    @Test
    void discardingLeavesNothing() throws IOException {
        try (Part part = open()) {
            downloadAll(part);
        }
        assertTrue(Part.isThere(place));
        Part.discard(place);
        assertEquals(names(), beside());
        assertFalse(Part.isThere(place));
    }

    @Test
    void aTreeThatIsNoneWritesNothing() throws IOException {
        String broken = " cannot be made: ";
        hostile("P2PT\1\0\0\0\5".getBytes(StandardCharsets.ISO_8859_1), 0, broken + "The folder's");
        hostile(file("../out", 0), broken + "A path in the folder cannot be");
        hostile(file("large", 1L << 40), broken + "It contradicts itself.");
        hostile(file("film.p2p-journal", 0), broken + "'film.p2p-journal' has a name that is kept");
        hostile(file("FILM.P2P-Part", 0), broken + "'FILM.P2P-Part' has a name that is kept");
        byte[] link = new FolderTree(List.of(new TreeEntry.Link("l", "/tmp"))).encode();
        hostile(link, 0, broken + "The link 'l' leads out of the folder.");
        byte[] good = FolderTree.of(List.of(new TreeEntry.Link("l", "x"))).encode();
        hostile(good, 1, broken + "It contradicts itself.");
    }

    private static TreeEntry file(String path, long size) {
        return new TreeEntry.File(path, 0, size, false, new byte[32]);
    }

    private void hostile(TreeEntry entry, String why) throws IOException {
        hostile(new FolderTree(List.of(entry)).encode(), 1, why);
    }

    /** The manifest is right in all that can be checked without the tree. */
    private void hostile(byte[] tree, int files, String why) throws IOException {
        HashAlgorithm algorithm = HashAlgorithm.SHA_256;
        byte[] hash = algorithm.newDigest().digest(tree);
        Manifest manifest =
                new Manifest(
                        tree.length,
                        Manifest.SMALLEST_PIECE,
                        algorithm,
                        hash,
                        hash,
                        new Manifest.Folder(tree.length, files));
        Path kept = home.resolve("kept");
        try (Part part =
                Part.open(
                        place,
                        manifest.computeId(),
                        manifest,
                        IfExists.REFUSE,
                        kept,
                        null,
                        Progress.IGNORED)) {
            part.write(0, 0, ByteBuffer.wrap(tree));
            assertTrue(part.verify(0));
            DiskTrouble trouble = assertThrows(DiskTrouble.class, part::wantMore);
            assertTrue(trouble.getMessage().contains(why), trouble.getMessage());
        }
        try (Stream<Path> inside = Files.list(place.resolveSibling("got.p2p-part"))) {
            assertEquals(List.of(), inside.toList());
        }
        Part.discard(place);
        assertEquals(names(), beside());
    }

    @Test
    void ofAFolderInWhichAFileChangedTheRestIsServed() throws IOException {
        SharedFolder shared = sample.shared();
        ByteBuffer first = ByteBuffer.allocate(10);
        shared.read(0, first);
        Path changed = sample.path().resolve("a piece and one");
        Files.writeString(changed, "changed");
        long position = 0;
        int refused = 0;
        ByteBuffer piece = ByteBuffer.allocate(Manifest.SMALLEST_PIECE);
        for (int i = 0; i < sample.manifest().pieceCount(); i++) {
            try {
                piece.clear().limit(sample.manifest().pieceLength(i));
                shared.read(position, piece);
                assertFalse(shared.lost().get(i));
            } catch (DiskTrouble e) {
                assertEquals(
                        changed
                                + " changed after it was shared; share the folder again to offer it"
                                + " as it is now.",
                        e.getMessage());
                assertTrue(shared.lost().get(i));
                refused++;
            }
            position += Manifest.SMALLEST_PIECE;
        }
        assertEquals(2, refused);
        assertEquals(2, shared.lost().cardinality());
    }

    @Test
    void aSharedFolderThatIsGoneIsGoneAsAWhole() throws IOException {
        SharedFolder shared = sample.shared();
        Files.move(sample.path(), temporary.resolve("elsewhere"));
        DiskTrouble trouble =
                assertThrows(DiskTrouble.class, () -> shared.read(0, ByteBuffer.allocate(10)));
        assertEquals(DiskTrouble.Kind.GONE, trouble.kind());
        assertEquals(0, shared.lost().cardinality());
    }

    @Test
    void aFolderThatChangesWhileItIsHashedIsRefused() throws IOException {
        FolderListing listing = FolderListing.of(sample.path());
        Files.writeString(sample.path().resolve("large"), "short");
        DiskTrouble trouble =
                assertThrows(
                        DiskTrouble.class,
                        () ->
                                FolderHasher.hash(
                                        sample.path(),
                                        listing.tree(),
                                        HashAlgorithm.SHA_256,
                                        Optional.empty(),
                                        Progress.IGNORED));
        assertEquals(DiskTrouble.Kind.CHANGED, trouble.kind());
    }
}
