package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.protocol.file.HashAlgorithm;

class SharedFileTest {

    @TempDir Path folder;

    private final Sample sample = Sample.of(3, 600_000);
    private Path file;
    private SharedFile shared;

    @BeforeEach
    void share() throws IOException {
        file = sample.file(folder);
        shared =
                new SharedFile(
                        file,
                        FileHasher.hash(file, HashAlgorithm.SHA_256, Progress.IGNORED).stamp());
    }

    @AfterEach
    void close() throws IOException {
        shared.close();
    }

    @Test
    void readsWhatWasHashed() throws IOException {
        ByteBuffer into = ByteBuffer.allocate(1000);

        shared.read(599_000, into);

        assertArrayEquals(Arrays.copyOfRange(sample.bytes(), 599_000, 600_000), into.array());
    }

    @Test
    void isStillTheSameAfterLinksAndModes() throws IOException {
        Files.createLink(folder.resolve("other"), file);
        file.toFile().setReadOnly();

        shared.check();
    }

    @Test
    void noticesAChange() throws IOException {
        FileHasherTest.overwrite(file, 0);

        assertRefused(DiskTrouble.Kind.CHANGED, "changed after it was shared");
    }

    @Test
    void noticesThatItShrank() throws IOException {
        FileHasherTest.truncate(file, 599_999);

        assertRefused(DiskTrouble.Kind.CHANGED, "shrank after it was shared");
    }

    @Test
    void noticesThatItIsGone() throws IOException {
        Files.delete(file);

        assertRefused(DiskTrouble.Kind.GONE, "is not there");
    }

    @Test
    void noticesAnotherFileOfEqualSizeAndTime() throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        Files.move(file, folder.resolve("old"));
        Files.write(file, new byte[600_000]);
        Files.setLastModifiedTime(file, modified);

        assertRefused(DiskTrouble.Kind.CHANGED, "changed after it was shared");
    }

    @Test
    void noticesAChangeAtTheVeryEndOfHashing() throws IOException {
        FileStamp stamp = FileStamp.settled(file);
        FileHasherTest.overwrite(file, 5);
        FileStamp later = FileStamp.of(file);

        assertEquals(stamp.size(), later.size());
        assertEquals(1, Long.compare(later.modified(), stamp.modified()));
    }

    @Test
    void staysRefusedWhenTheOldBytesAreBack() throws IOException {
        Path away = Files.move(file, folder.resolve("away"));
        assertRefused(DiskTrouble.Kind.GONE, "is not there");

        Files.move(away, file);

        assertRefused(DiskTrouble.Kind.GONE, "is not there");
    }

    @Test
    void isNotReadAfterItWasClosed() throws IOException {
        shared.close();

        DiskTrouble trouble =
                assertThrows(DiskTrouble.class, () -> shared.read(0, ByteBuffer.allocate(1)));

        assertEquals(file + " is not shared any more.", trouble.getMessage());
    }

    private void assertRefused(DiskTrouble.Kind kind, String why) {
        DiskTrouble checked = assertThrows(DiskTrouble.class, shared::check);
        DiskTrouble read =
                assertThrows(DiskTrouble.class, () -> shared.read(0, ByteBuffer.allocate(1)));

        assertEquals(kind, checked.kind());
        assertEquals(kind, read.kind());
        assertEquals(true, checked.getMessage().contains(why), checked.getMessage());
    }
}
