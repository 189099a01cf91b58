package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

    @TempDir Path folder;

    @Test
    void aFolderGetsTheFileByItsOwnName() throws IOException {
        assertEquals(
                folder.resolve("film.mkv"), Destination.resolve(folder.toString(), "film.mkv"));
    }

    @Test
    void foldersInTheNameAreMade() throws IOException {
        Path file = Destination.resolve(folder.toString(), "a/b/c");

        assertEquals(folder.resolve("a/b/c"), file);
        assertTrue(Files.isDirectory(folder.resolve("a/b")));
        assertEquals(file, Destination.resolve(folder.toString(), "a/b/c"));
    }

    @Test
    void aSlashAtTheEndMakesAFolder() throws IOException {
        assertEquals(folder.resolve("new/x"), Destination.resolve(folder + "/new/", "x"));
        assertTrue(Files.isDirectory(folder.resolve("new")));
    }

    @Test
    void anyOtherPathIsTheFile() throws IOException {
        assertEquals(
                folder.resolve("mine"), Destination.resolve(folder.resolve("mine") + "", "a/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "films", "films/", "~/films/", "./films"})
    void aPlaceIsNamedWhole(String chosen) {
        DiskTrouble trouble =
                assertThrows(DiskTrouble.class, () -> Destination.resolve(chosen, "x"));

        assertEquals(DiskTrouble.Kind.BAD_NAME, trouble.kind());
    }

    @Test
    void theFolderOfAFileMustBeThere() {
        DiskTrouble trouble =
                assertThrows(
                        DiskTrouble.class, () -> Destination.resolve(folder + "/no/mine", "x"));

        assertEquals(DiskTrouble.Kind.GONE, trouble.kind());
        assertEquals("The folder " + folder.resolve("no") + " is not there.", trouble.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../x",
                "a/../../x",
                "a/..",
                "/etc/passwd",
                "a//b",
                "a/",
                ".",
                "./x",
                "~root/x",
                "~",
                "a\0b",
                "a\nb",
                "a\\b",
                "C:\\x",
                "nul",
                "CON.txt",
                "a/aux.c",
                "com1",
                "x.p2p-part",
                "x.P2P-journal",
                "a.p2p-part/x"
            })
    void refusesNamesThatCouldLeaveOrAreReserved(String name) throws IOException {
        String inner = Files.createDirectory(folder.resolve("inner")).toString();
        DiskTrouble trouble =
                assertThrows(DiskTrouble.class, () -> Destination.resolve(inner, name));

        assertEquals(DiskTrouble.Kind.BAD_NAME, trouble.kind());
        assertTrue(trouble.getMessage().endsWith(" Give a file name of your own as destination."));
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void refusesANameWithoutRoomForThePartFile() throws IOException {
        assertEquals(folder.resolve("n".repeat(243)), Destination.below(folder, "n".repeat(243)));

        DiskTrouble trouble =
                assertThrows(DiskTrouble.class, () -> Destination.below(folder, "n".repeat(244)));

        assertEquals(DiskTrouble.Kind.BAD_NAME, trouble.kind());
    }

    @Test
    void doesNotFollowLinksOut(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(folder.resolve("out"), elsewhere);

        DiskTrouble trouble =
                assertThrows(DiskTrouble.class, () -> Destination.below(folder, "out/x/y"));

        assertEquals(DiskTrouble.Kind.FORBIDDEN, trouble.kind());
        assertFalse(Files.exists(elsewhere.resolve("x")));
    }

    @Test
    void followsLinksThatStayInside() throws IOException {
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("alias"), folder.resolve("real"));

        assertEquals(folder.resolve("alias/x"), Destination.below(folder, "alias/x"));
    }

    @Test
    void theChosenFolderMayBeALinkItself(@TempDir Path elsewhere) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("chosen"), elsewhere);

        assertEquals(link.resolve("a/x"), Destination.below(link, "a/x"));
        assertTrue(Files.isDirectory(elsewhere.resolve("a")));
    }

    @Test
    void refusesAFileWhereAFolderIsNeeded() throws IOException {
        Files.writeString(folder.resolve("a"), "a file");

        DiskTrouble trouble =
                assertThrows(DiskTrouble.class, () -> Destination.below(folder, "a/x"));

        assertEquals(DiskTrouble.Kind.EXISTS, trouble.kind());
        assertEquals(
                folder.resolve("a") + " is a file; a folder is needed there.",
                trouble.getMessage());
    }
}
