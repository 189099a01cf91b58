package p2p.peer.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.refusal.Refused;

class FilesToShareTest {

    @TempDir Path folder;

    @Test
    void aFolderIsSharedButForWhatCannotBe() throws IOException {
        Path top = Files.createDirectories(folder.resolve("top/sub")).getParent();
        Path good = Files.writeString(top.resolve("sub/good.txt"), "four");
        Path bad = Files.writeString(top.resolve("bad\\name"), "x");
        Path link = Files.createSymbolicLink(top.resolve("link"), good);
        Path folders = Files.createSymbolicLink(top.resolve("links"), top.resolve("sub"));

        FilesToShare found = FilesToShare.at(top, null);

        assertEquals(Map.of("top/sub/good.txt", good), found.files());
        assertEquals(4, found.size());
        String aLink = "It is a symbolic link, which is not followed.";
        assertEquals(
                Set.of(
                        new SkippedFile(bad.toString(), "A file's name cannot hold a backslash."),
                        new SkippedFile(link.toString(), aLink),
                        new SkippedFile(folders.toString(), aLink)),
                found.skipped().stream().collect(Collectors.toSet()));
    }

    @Test
    void aLinkThatTheUserNamesIsFollowed() throws IOException {
        Path top = Files.createDirectory(folder.resolve("top"));
        Path file = Files.writeString(top.resolve("a"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("link"), top);
        assertEquals(Map.of("link/a", file), FilesToShare.at(link, null).files());
        assertEquals(Map.of("name/a", file), FilesToShare.at(top, "name").files());
    }

    @Test
    void aFileIsSharedOrRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "x");
        assertEquals(
                new FilesToShare(Map.of("a", file), 1, false, List.of()),
                FilesToShare.at(file, null));
        Path bad = Files.writeString(folder.resolve("~a"), "x");
        assertEquals("'~a' cannot be shared: A file's name cannot start with '~'.", refusal(bad));
        assertEquals("There is no file or folder " + folder + "/b.", refusal(folder.resolve("b")));
    }

    @Test
    void aFolderWithNothingToShareIsRefusedAndSaysWhy() throws IOException {
        Path top = Files.createDirectory(folder.resolve("top"));
        assertEquals("There is no file below " + top + " that can be shared.", refusal(top));
        Files.writeString(top.resolve("a\\b"), "x");
        assertTrue(refusal(top).endsWith("a\\b: A file's name cannot hold a backslash."));
    }

    private static String refusal(Path path) {
        return assertThrows(Refused.class, () -> FilesToShare.at(path, null)).getMessage();
    }
}
