package p2p.peer.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.disk.SkippedFile;
import p2p.peer.refusal.Refused;
import p2p.protocol.file.TreeEntry;

class ToShareTest {

    @TempDir Path folder;

    private static List<String> paths(ToShare found) {
        return found.folder().orElseThrow().entries().stream().map(TreeEntry::path).toList();
    }

    @Test
    void aFolderIsSharedButForWhatCannotBe() throws IOException {
        Path top = folder.resolve("top");
        Files.createDirectories(top.resolve("sub"));
        Path good = Files.writeString(top.resolve("sub/~good.txt"), "four");
        Path bad = Files.writeString(top.resolve("bad\\name"), "x");
        Files.createSymbolicLink(top.resolve("link"), Path.of("sub/~good.txt"));
        Path out = Files.createSymbolicLink(top.resolve("out"), good);
        Path up = Files.createSymbolicLink(top.resolve("sub/up"), Path.of("../../x"));
        Path pipe = top.resolve("pipe");
        assertEquals(0, run("mkfifo", pipe.toString()));

        ToShare found = ToShare.at(top, null);

        assertEquals("top", found.name());
        assertEquals(List.of("link", "sub", "sub/~good.txt"), paths(found));
        assertEquals(4, found.size());
        assertEquals(1, found.files());
        String leadsOut = "It is a symbolic link. It leads out of the folder.";
        assertEquals(
                Set.of(
                        new SkippedFile(bad.toString(), "A file's name cannot hold a backslash."),
                        new SkippedFile(out.toString(), leadsOut),
                        new SkippedFile(up.toString(), leadsOut),
                        new SkippedFile(pipe.toString(), "It is neither a file nor a folder.")),
                found.skipped().stream().collect(Collectors.toSet()));
    }

    @Test
    void noPeersHomeIsShared() throws IOException {
        Path top = folder.resolve("top");
        Path home = Files.createDirectories(top.resolve(".local/share/p2p"));
        Files.writeString(home.resolve("identity.pem"), "a key");
        Files.writeString(top.resolve("notes.txt"), "notes");
        ToShare found = ToShare.at(top, null);
        assertEquals(List.of(".local", ".local/share", "notes.txt"), paths(found));
        assertEquals(
                List.of(new SkippedFile(home.toString(), "It is a peer's home, with its key.")),
                found.skipped());
        var refused = assertThrows(Refused.class, () -> ToShare.at(home, null));
        assertEquals(
                home + " is a peer's home, with its key, and cannot be shared.",
                refused.getMessage());
    }

    private static int run(String... command) throws IOException {
        return new ProcessBuilder(command).start().onExit().join().exitValue();
    }

    @Test
    void aNameThatIsNoTextIsSkipped() throws IOException {
        Path top = Files.createDirectory(folder.resolve("top"));
        Files.writeString(top.resolve("a"), "x");
        assertEquals(0, run("sh", "-c", "printf x > '" + top + "'/$(printf 'b\\377')"));

        ToShare found = ToShare.at(top, null);

        assertEquals(List.of("a"), paths(found));
        assertEquals(
                List.of("Its name is not UTF-8."),
                found.skipped().stream().map(SkippedFile::reason).toList());
    }

    @Test
    void aLinkThatTheUserNamesIsFollowed() throws IOException {
        Path top = Files.createDirectory(folder.resolve("top"));
        Files.writeString(top.resolve("a"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("link"), top);
        ToShare found = ToShare.at(link, null);
        assertEquals("link", found.name());
        assertEquals(top.toRealPath(), found.place());
        assertEquals(List.of("a"), paths(found));
        assertEquals("name", ToShare.at(top, "name").name());
        assertEquals("name", ToShare.at(top, "name/").name());
    }

    @Test
    void aFileIsSharedOrRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "x");
        assertEquals(
                new ToShare(file, "a", Optional.empty(), 1, 1, List.of()), ToShare.at(file, null));
        Path bad = Files.writeString(folder.resolve("~a"), "x");
        assertEquals("'~a' cannot be shared: A file's name cannot start with '~'.", refusal(bad));
        assertEquals("There is no file or folder " + folder + "/b.", refusal(folder.resolve("b")));
    }

    @Test
    void aFolderWithNothingToShareIsRefusedAndSaysWhy() throws IOException {
        Path top = Files.createDirectory(folder.resolve("top"));
        assertEquals("There is nothing in " + top + " that can be shared.", refusal(top));
        Files.writeString(top.resolve("a\\b"), "x");
        assertTrue(refusal(top).endsWith("a\\b: A file's name cannot hold a backslash."));
    }

    private static String refusal(Path path) {
        return assertThrows(Refused.class, () -> ToShare.at(path, null)).getMessage();
    }
}
