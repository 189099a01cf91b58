package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

    @TempDir Path folder;

    private void assertHolds(Path file, String content) throws IOException {
        PrivateFile.write(file, content.getBytes(StandardCharsets.UTF_8));
        assertEquals(content, Files.readString(file));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(List.of(file), all.toList());
        }
    }

    @Test
    void holdsWhatWasWrittenLastForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("file");
        assertHolds(file, "longer at first");
        assertHolds(file, "short");
    }

    @Test
    void whatWasLeftBehindHalfWrittenIsInNobodysWay() throws IOException {
        Files.writeString(folder.resolve("file.new"), "half");
        assertHolds(folder.resolve("file"), "whole");
    }

    @Test
    void whatCannotBeWrittenChangesNothing() throws IOException {
        Path file = folder.resolve("none/file");
        assertThrows(NoSuchFileException.class, () -> PrivateFile.write(file, new byte[1]));
        assertFalse(Files.exists(file));
    }

    @Test
    void whatIsRemovedIsGone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        PrivateFile.remove(file);
        assertFalse(Files.exists(file));
        PrivateFile.remove(file);
    }
}
