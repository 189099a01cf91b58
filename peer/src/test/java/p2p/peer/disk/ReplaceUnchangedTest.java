package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newer version takes the place of an older one only where that is as it was shared. */
class ReplaceUnchangedTest {

    private static final String KEPT = "mine";

    @TempDir private Path folder;

    private static IfExists unless(Shared changed) {
        return IfExists.replaceUnchanged(List.of(changed));
    }

    @Test
    void ofAFile() throws IOException {
        Sample old = Sample.of(1, 5 * Sample.PIECE);
        Sample now = Sample.of(2, 3 * Sample.PIECE);
        Path place = Files.write(folder.resolve("film"), old.bytes());
        var shared = new SharedFile(place, FileStamp.settled(place));
        assertEquals(Optional.empty(), shared.changed());
        Sample later = Sample.of(3, 4 * Sample.PIECE);
        try (Part part = later.open(place, unless(shared))) {
            later.downloadAll(part);
            Files.writeString(place, KEPT);
            assertEquals(
                    DiskTrouble.Kind.EXISTS,
                    assertThrows(DiskTrouble.class, () -> part.finish(false, Progress.IGNORED))
                            .kind());
        }
        assertEquals(KEPT, Files.readString(place));
        assertEquals(Optional.of(place), new SharedFile(place, shared.stamp()).changed());
        assertThrows(DiskTrouble.class, () -> later.open(place, unless(shared)));

        Files.write(place, old.bytes());
        var again = new SharedFile(place, FileStamp.settled(place));
        try (Part part = later.open(place, unless(again))) {
            part.finish(false, Progress.IGNORED);
        }
        assertArrayEquals(later.bytes(), Files.readAllBytes(place));
        assertThrows(DiskTrouble.class, () -> now.open(place, unless(again)));
        assertThrows(DiskTrouble.class, () -> now.open(folder, unless(again)));
    }

    @Test
    void ofAFolder() throws IOException {
        Path home = folder.resolve("home");
        SampleFolder old = SampleFolder.of(folder.resolve("got"), home, 1);
        SampleFolder now = SampleFolder.of(folder.resolve("now"), home, 2);
        assertEquals(Optional.empty(), old.shared().changed());
        Files.writeString(old.path().resolve("added"), KEPT);
        Path changed = Files.writeString(old.path().resolve("many/7"), KEPT);
        assertEquals(Optional.of(changed), old.shared().changed());
        try (Part part = now.open(old.path(), home, unless(old.shared()))) {
            downloadAll(now, part);
            assertEquals(
                    changed
                            + " is in the way: it is not what was downloaded. Move it elsewhere, and"
                            + " resume the download.",
                    assertThrows(DiskTrouble.class, () -> part.finish(false, Progress.IGNORED))
                            .getMessage());
        }
        assertEquals(KEPT, Files.readString(changed));
        assertEquals(Optional.of(changed), old.shared().changed());

        Files.delete(changed);
        try (Part part = now.open(old.path(), home, unless(old.shared()))) {
            part.finish(false, Progress.IGNORED);
        }
        assertEquals(KEPT, Files.readString(old.path().resolve("added")));
        Files.delete(old.path().resolve("added"));
        assertEquals(SampleFolder.inventory(now.path()), SampleFolder.inventory(old.path()));
        assertTrue(old.shared().changed().isPresent());
    }

    /** The tree first, as far as it is all that is wanted. */
    private static void downloadAll(SampleFolder sample, Part part) throws DiskTrouble {
        for (BitSet wanted = part.wanted(); !wanted.isEmpty(); wanted = part.wantMore()) {
            for (int piece = wanted.nextSetBit(0);
                    piece >= 0;
                    piece = wanted.nextSetBit(piece + 1)) {
                sample.download(part, piece);
            }
        }
    }
}
