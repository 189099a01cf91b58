package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real file system of two MiB, which only root can mount. */
class FullDiskTest {

    @TempDir Path folder;

    private final Sample sample = Sample.of(9, 6 * Sample.PIECE);

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name"))
                        && run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder + "") == 0,
                "only root can mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", folder.toString());
    }

    @Test
    void aFullDiskIsSaidAndTheDownloadGoesOnWhenThereIsSpace() throws IOException {
        Path file = folder.resolve("film");
        Path hog = Files.write(folder.resolve("hog"), new byte[4 * Sample.PIECE]);
        try (Part part = sample.open(file)) {
            DiskTrouble trouble = assertThrows(DiskTrouble.class, () -> sample.downloadAll(part));
            assertEquals(DiskTrouble.Kind.FULL, trouble.kind());
            assertEquals(
                    "The disk is full: " + part.path() + " cannot be written.",
                    trouble.getMessage());
            assertEquals(3, part.verified().cardinality());

            Files.delete(hog);
            sample.downloadAll(part);
            part.finish(true, Progress.IGNORED);
        }
        assertArrayEquals(sample.bytes(), Files.readAllBytes(file));
    }

    @Test
    void aDiskTooFullForTheJournalIsSaid() throws IOException {
        Files.write(folder.resolve("hog"), new byte[8 * Sample.PIECE]);

        DiskTrouble trouble =
                assertThrows(DiskTrouble.class, () -> sample.open(folder.resolve("film")));

        assertEquals(DiskTrouble.Kind.FULL, trouble.kind());
    }

    @Test
    void aDiskThatBecameReadOnlyIsSaid() throws Exception {
        Path file = folder.resolve("film");
        sample.open(file).close();
        run("mount", "-o", "remount,ro", folder.toString());

        DiskTrouble trouble = assertThrows(DiskTrouble.class, () -> sample.open(file));

        assertEquals(DiskTrouble.Kind.FORBIDDEN, trouble.kind());
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
}
