package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;

/** A folder that was hashed before is read only where it looks otherwise. */
class FolderHasherTest {

    private static final int PIECE = Manifest.SMALLEST_PIECE;

    @TempDir Path temporary;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final AtomicLong hashed = new AtomicLong();
    private Path root;

    @BeforeEach
    void makeFolder() throws IOException {
        System.out.println("The folder is made of the seed " + seed);
        root = temporary.resolve("sent");
        SampleFolder.of(root, temporary.resolve("home"), seed);
    }

    private HashedFolder hash(Optional<HashedFolder> before) throws IOException {
        return FolderHasher.hash(
                root,
                FolderListing.of(root).tree(),
                HashAlgorithm.SHA_256,
                before,
                bytes -> {
                    hashed.accumulateAndGet(bytes, Math::max);
                    return true;
                });
    }

    /** Nobody can tell by looking, so only who reads the file finds it out. */
    private void tamper(String path) throws IOException {
        Path file = root.resolve(path);
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        random.nextBytes(bytes);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    private static byte[] hashOf(HashedFolder folder, String path) throws IOException {
        return Folder.of(folder.tree(), folder.manifest(), Path.of("x")).layout().files().stream()
                .filter(file -> file.path().equals(path))
                .map(TreeEntry.File::hash)
                .findFirst()
                .orElseThrow();
    }

    private static void assertSame(HashedFolder expected, HashedFolder found) {
        assertEquals(expected.manifest(), found.manifest());
        assertArrayEquals(expected.tree(), found.tree());
    }

    @Test
    void whatLooksTheSameIsNotRead() throws IOException {
        HashedFolder first = hash(Optional.empty());
        for (TreeEntry.File file : FolderListing.of(root).tree().files()) {
            tamper(file.path());
        }
        assertSame(first, hash(Optional.of(first)));
        assertNotEquals(first.manifest(), hash(Optional.empty()).manifest());
    }

    @Test
    void ofAChangedFolderOnlyWhatChangedIsRead() throws IOException {
        HashedFolder first = hash(Optional.empty());
        for (String path : List.of("large", "two pieces", "a piece", "many/7")) {
            tamper(path);
        }
        byte[] longer = new byte[3 * PIECE];
        random.nextBytes(longer);
        Files.write(root.resolve("z last"), longer);
        HashedFolder second = hash(Optional.of(first));
        for (String path : List.of("large", "two pieces", "a piece", "many/7")) {
            assertArrayEquals(hashOf(first, path), hashOf(second, path), path);
        }
        assertArrayEquals(
                HashAlgorithm.SHA_256.newDigest().digest(longer), hashOf(second, "z last"));
        assertEquals(second.manifest().treeOffset(), hashed.get());
    }

    @Test
    void whateverChangesItIsAsIfHashedForTheFirstTime() throws IOException {
        HashedFolder before = hash(Optional.empty());
        for (int round = 0; round < 12; round++) {
            List<TreeEntry.File> files = FolderListing.of(root).tree().files();
            for (int i = random.nextInt(3); i >= 0; i--) {
                Path file = root.resolve(files.get(random.nextInt(files.size())).path());
                switch (random.nextInt(4)) {
                    case 0 -> Files.deleteIfExists(file);
                    case 1 -> Files.write(file, new byte[random.nextInt(3 * PIECE)]);
                    case 2 -> Files.writeString(root.resolve("new " + round + i), "new");
                    default -> {
                        byte[] bytes = new byte[random.nextInt(2) * PIECE + random.nextInt(999)];
                        random.nextBytes(bytes);
                        Files.write(file, bytes);
                    }
                }
            }
            HashedFolder now = hash(Optional.of(before));
            assertSame(hash(Optional.empty()), now);
            before = now;
        }
    }

    @Test
    void whatWasHashedOtherwiseIsHashedAnew() throws IOException {
        HashedFolder sha1 =
                FolderHasher.hash(
                        root,
                        FolderListing.of(root).tree(),
                        HashAlgorithm.SHA_1,
                        Optional.empty(),
                        Progress.IGNORED);
        HashedFolder fresh = hash(Optional.empty());
        assertSame(fresh, hash(Optional.of(sha1)));
        var broken = new HashedFolder(fresh.manifest(), new byte[] {1, 2, 3});
        assertSame(fresh, hash(Optional.of(broken)));
    }
}
