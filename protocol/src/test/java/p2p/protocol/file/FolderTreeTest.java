package p2p.protocol.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTreeTest {

    private static final byte[] HASH = HashAlgorithm.SHA_256.newDigest().digest();
    private static final long TIME = 1_700_000_000_123_456_789L;

    private static TreeEntry.File file(String path, long size) {
        return new TreeEntry.File(path, TIME, size, false, HASH);
    }

    private static TreeEntry.Folder folder(String path) {
        return new TreeEntry.Folder(path, TIME);
    }

    private static FolderTree decode(FolderTree tree) throws BadTree {
        return FolderTree.decode(tree.encode(), HashAlgorithm.SHA_256);
    }

    private static String refusal(TreeEntry... entries) {
        return String.valueOf(
                assertThrows(BadTree.class, () -> decode(new FolderTree(List.of(entries))))
                        .getMessage());
    }

    @Test
    void anyOrderGivesTheSameBytesAndComesBack() throws BadTree {
        List<TreeEntry> entries =
                new ArrayList<>(
                        List.of(
                                folder("a"),
                                file("a/z", 0),
                                folder("a/b"),
                                file("a/b/c", 1L << 40),
                                file("a-b", 3),
                                file("a.b", 4),
                                new TreeEntry.File("run", -1, 5, true, HASH),
                                new TreeEntry.Link("a/b/l", "../../run"),
                                folder("empty"),
                                file("\u00e9\ud83d\ude80\ufffd", 6),
                                file("e\u0301", 7),
                                folder("\uffee")));
        byte[] bytes = FolderTree.of(entries).encode();
        long seed = System.nanoTime();
        Collections.shuffle(entries, new Random(seed));
        assertArrayEquals(bytes, FolderTree.of(entries).encode(), "seed " + seed);
        FolderTree back = FolderTree.decode(bytes, HashAlgorithm.SHA_256);
        assertEquals(
                List.of(
                        "a",
                        "a/b",
                        "a/b/c",
                        "a/b/l",
                        "a/z",
                        "a-b",
                        "a.b",
                        "empty",
                        "e\u0301",
                        "run",
                        "\u00e9\ud83d\ude80\ufffd",
                        "\uffee"),
                back.entries().stream().map(TreeEntry::path).toList());
        assertArrayEquals(bytes, back.encode());
        assertEquals(new TreeEntry.Link("a/b/l", "../../run"), back.entries().get(3));
        var run = (TreeEntry.File) back.entries().get(9);
        assertEquals(-1, run.modified());
        assertTrue(run.executable());
        assertEquals(1L << 40, back.files().getFirst().size());
    }

    @Test
    void nothingAtAllIsATreeToo() throws BadTree {
        assertEquals(List.of(), decode(FolderTree.of(List.of())).entries());
    }

    @Test
    void aPathComesBackByItsDifferenceToTheOneBefore() {
        int one = FolderTree.of(List.of(file("x".repeat(200), 1))).encode().length;
        int two =
                FolderTree.of(List.of(file("x".repeat(200), 1), file("x".repeat(200) + "y", 1)))
                        .encode()
                        .length;
        assertEquals(5 + 1 + 16 + 32, two - one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "a/../b",
                "/etc/passwd",
                "a//b",
                "a/",
                "",
                ".",
                "a\\b",
                "a\u0000b",
                "a\nb"
            })
    void pathsThatCouldLeaveTheFolderAreRefused(String path) {
        assertTrue(refusal(file(path, 1)).startsWith("A path in the folder cannot be: "), path);
    }

    @Test
    void aPathIsThereOnceAndInOrder() {
        String disorder = "The paths in the folder are not in order.";
        assertEquals(disorder, refusal(file("b", 1), file("a", 1)));
        assertEquals(disorder, refusal(file("a-", 1), folder("a"), file("a/b", 1)));
        assertEquals(
                "The paths in the folder are not in order.",
                assertThrows(
                                BadTree.class,
                                () -> {
                                    byte[] bytes =
                                            new FolderTree(List.of(file("a", 1), file("b", 1)))
                                                    .encode();
                                    int second = bytes.length - 32 - 16 - 1;
                                    bytes[second] = 'a';
                                    FolderTree.decode(bytes, HashAlgorithm.SHA_256);
                                })
                        .getMessage());
    }

    @Test
    void everythingLiesInAFolderThatIsThere() {
        assertEquals("'a/b' lies in no folder.", refusal(file("a/b", 1)));
        assertEquals("'a/b' lies in no folder.", refusal(file("a", 1), file("a/b", 1)));
        assertEquals(
                "'a/b' lies in no folder.",
                refusal(new TreeEntry.Link("a", "c"), file("a/b", 1), folder("c")));
        assertEquals("'b/c' lies in no folder.", refusal(folder("a"), file("b/c", 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "l, x, true",
        "l, ./x/y, true",
        "a/l, ../x, true",
        "a/b/l, ../../x, true",
        "l, x/, true",
        "l, .., false",
        "l, ../x, false",
        "a/l, ../../x, false",
        "l, /etc/passwd, false",
        "a/b/l, x/../y, false",
        "a/l, ../x/.., false",
        "l, a\\b, false"
    })
    void aLinkStaysInTheFolder(String path, String target, boolean may) throws BadTree {
        List<TreeEntry> entries =
                List.of(folder("a"), folder("a/b"), new TreeEntry.Link(path, target));
        FolderTree tree = FolderTree.of(entries);
        if (may) {
            assertEquals(tree, decode(tree));
        } else {
            assertThrows(BadTree.class, () -> decode(tree), target);
        }
    }

    @Test
    void impossibleNumbersAreRefusedBeforeAnythingIsMade() {
        byte[] bytes = FolderTree.of(List.of(file("a", 1))).encode();
        ByteBuffer.wrap(bytes).putInt(5, 1_000_000_000);
        assertEquals("The folder's description is of no known kind.", whyNot(bytes));
        ByteBuffer.wrap(bytes).putInt(5, -1);
        assertEquals("The folder's description is of no known kind.", whyNot(bytes));
        ByteBuffer.wrap(bytes).putInt(5, 0);
        assertEquals("The folder's description goes on after its end.", whyNot(bytes));
        assertEquals("'a' has an impossible size.", refusal(file("a", -1)));
        assertEquals("'a' has an impossible size.", refusal(file("a", Manifest.LARGEST_FILE + 1)));
        assertEquals(
                "The folder's description ends too early.",
                whyNot(Arrays.copyOf(FolderTree.of(List.of(file("a", 1))).encode(), 40)));
        byte[] otherHead = FolderTree.of(List.of()).encode();
        otherHead[4] = 2;
        assertEquals("The folder's description is of no known kind.", whyNot(otherHead));
    }

    @Test
    void otherBytesForTheSameTreeAreRefused() {
        byte[] bytes = FolderTree.of(List.of(file("aa", 1), file("ab", 1))).encode();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int second = text.lastIndexOf("\u0000\u0001\u0000\u0001b");
        byte[] longer =
                (text.substring(0, second)
                                + "\u0000\u0000\u0000\u0002ab"
                                + text.substring(second + 5))
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("The folder's description is not in its shortest form.", whyNot(longer));
        byte[] badText = FolderTree.of(List.of(file("aa", 1))).encode();
        badText[14] = (byte) 0xc3;
        assertEquals("A name in the folder is not UTF-8.", whyNot(badText));
    }

    @Test
    void whateverIsChangedNothingButARefusalOrATreeComesOut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good =
                FolderTree.of(
                                List.of(
                                        folder("a"),
                                        file("a/b", 1),
                                        new TreeEntry.Link("a/l", "../c"),
                                        file("c", 9)))
                        .encode();
        int trees = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes =
                    Arrays.copyOf(
                            good,
                            good.length
                                    - (random.nextInt(10) == 0 ? random.nextInt(good.length) : 0));
            for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                FolderTree tree = FolderTree.decode(bytes, HashAlgorithm.SHA_256);
                assertArrayEquals(bytes, tree.encode(), "seed " + seed);
                trees++;
            } catch (BadTree e) {
                assertTrue(
                        String.valueOf(e.getMessage()).endsWith("."),
                        () -> "seed " + seed + ": " + e.getMessage());
            }
        }
        assertTrue(trees > 0, "seed " + seed);
    }

    private static String whyNot(byte[] bytes) {
        return String.valueOf(
                assertThrows(BadTree.class, () -> FolderTree.decode(bytes, HashAlgorithm.SHA_256))
                        .getMessage());
    }
}
