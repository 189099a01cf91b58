package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.FolderTree;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;

/** What patterns are about, and which pieces that makes. */
class TreeSelectionTest {

    private static final int PIECE = Manifest.SMALLEST_PIECE;

    @ParameterizedTest
    @CsvSource({
        "*.txt, a.txt, true",
        "*.txt, deep/in/a.txt, true",
        "*.txt, a.txt.gz, false",
        "*.txt, a.txt/inside, true",
        "?.txt, a.txt, true",
        "?.txt, ab.txt, false",
        "?.txt, \ud83d\ude80.txt, true",
        "/*.txt, a.txt, true",
        "/*.txt, deep/a.txt, false",
        "deep/*.txt, deep/a.txt, true",
        "deep/*.txt, deep/er/a.txt, false",
        "deep/*.txt, x/deep/a.txt, false",
        "deep/**, deep/er/a.txt, true",
        "deep/**, deep, false",
        "deep/**, deeper/a.txt, false",
        "deep, deep/er/a.txt, true",
        "deep/, x/deep/a.txt, true",
        "deep, deeper, false",
        "**/a.txt, a.txt, true",
        "x/**/a.txt, x/a.txt, true",
        "x/**/a.txt, x/y/z/a.txt, true",
        "x/**/a.txt, x/ya.txt, false",
        "x/**.txt, x/y/z.txt, true",
        "a*b*c, aXbYc, true",
        "a*b*c, aXb/Yc, false",
        "A.txt, a.txt, false",
        "[a].txt, a.txt, false",
        "**, anything/at all, true",
    })
    void aPatternIsAbout(String pattern, String path, boolean expected) {
        assertEquals(expected, Glob.of(pattern).takes(path));
    }

    @Test
    void noPatternTakesLong() {
        String path = "a".repeat(4000);
        assertEquals(false, Glob.of("*a".repeat(400) + "b").takes(path));
        assertEquals(true, Glob.of("*a".repeat(400)).takes(path));
    }

    private static TreeEntry file(String path, long size) {
        return new TreeEntry.File(path, 0, size, false, new byte[32]);
    }

    private static TreeEntry folder(String path) {
        return new TreeEntry.Folder(path, 0);
    }

    /** Pieces 0 and 1 are of a/big, 2 is of b/c/exact, 3 and 4 of what is left of all. */
    private static Folder sample() {
        FolderTree tree =
                FolderTree.of(
                        List.of(
                                folder("a"),
                                file("a/big", 2 * PIECE + 10),
                                file("a/note.txt", 100),
                                folder("b"),
                                folder("b/c"),
                                file("b/c/exact", PIECE),
                                file("b/song.mp3", PIECE - 50),
                                folder("empty"),
                                new TreeEntry.Link("link", "a/big"),
                                file("z.txt", 0)));
        return new Folder(new byte[0], tree, new FolderLayout(tree.files(), PIECE));
    }

    private static void assertChosen(
            String below, String include, String exclude, String entries, String pieces) {
        var selection = new TreeSelection(below, words(include), words(exclude));
        Chosen chosen = sample().chosen(selection);
        assertEquals(words(entries), chosen.entries().stream().map(TreeEntry::path).toList());
        assertEquals(pieces, chosen.pieces(sample().layout()).toString());
    }

    private static List<String> words(String words) {
        return Stream.of(words.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    @Test
    void whatIsChosenLiesInThesePieces() {
        assertChosen("a", "", "", "a a/big a/note.txt", "{0, 1, 3}");
        assertChosen("b", "", "", "b b/c b/c/exact b/song.mp3", "{2, 3, 4}");
        assertChosen("b/c", "", "", "b b/c b/c/exact", "{2}");
        assertChosen("a/big", "", "", "a a/big", "{0, 1, 3}");
        assertChosen("", "*.mp3", "", "b b/song.mp3", "{3, 4}");
        assertChosen("", "*.mp3 *.txt", "a", "b b/song.mp3 z.txt", "{3, 4}");
        assertChosen("", "", "a b", "empty link z.txt", "{}");
        assertChosen("b", "", "c", "b b/song.mp3", "{3, 4}");
        assertChosen("b", "c/*", "", "b b/c b/c/exact", "{2}");
        assertChosen("empty", "", "", "empty", "{}");
        assertChosen("no such", "", "", "", "{}");
        assertChosen("a/bi", "", "", "", "{}");
        assertChosen("", "b/*.txt", "", "", "{}");
        assertEquals(List.of(), sample().chosen(TreeSelection.NOTHING).entries());
    }

    @Test
    void allIsChosenWhereNothingIsSelected() {
        Folder folder = sample();
        Chosen all = folder.chosen(null);
        assertEquals(folder.tree().entries(), all.entries());
        assertEquals("{0, 1, 2, 3, 4}", all.pieces(folder.layout()).toString());
    }

    @Test
    void whatCannotBeMeantIsSaid() {
        assertEquals(Optional.empty(), new TreeSelection("a/b", words("*"), words("")).whyNot());
        assertEquals(
                Optional.of("A file's name cannot hold an empty part, '.' or '..'."),
                new TreeSelection("../b", List.of(), List.of()).whyNot());
        assertEquals(
                Optional.of("A pattern has 1 to 1000 characters."),
                new TreeSelection("", List.of(""), List.of()).whyNot());
        assertEquals(
                Optional.of("There can be at most 100 patterns."),
                new TreeSelection("", words("x ".repeat(60)), words("x ".repeat(41))).whyNot());
    }
}
