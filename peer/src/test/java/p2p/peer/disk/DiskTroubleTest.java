package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiskTroubleTest {

    private static final Path PATH = Path.of("/folder/file");

    private static void assertSentence(String sentence, DiskTrouble.Kind kind, IOException cause) {
        DiskTrouble trouble = DiskTrouble.of(PATH, cause);
        assertEquals(sentence, trouble.getMessage());
        assertEquals(kind, trouble.kind());
    }

    @Test
    void everyTroubleIsAWholeSentence() {
        assertSentence(
                "/folder/file is not there.",
                DiskTrouble.Kind.GONE,
                new NoSuchFileException("/folder/file"));
        assertSentence(
                "Permission is missing for /folder/file.",
                DiskTrouble.Kind.FORBIDDEN,
                new AccessDeniedException("/folder/file"));
        assertSentence(
                "A folder and a file get in each other's way at /folder/file.",
                DiskTrouble.Kind.EXISTS,
                new FileAlreadyExistsException("/folder"));
        assertSentence(
                "The disk is full: /folder/file cannot be written.",
                DiskTrouble.Kind.FULL,
                new FileSystemException("/folder/file", null, "No space left on device"));
        assertSentence(
                "The disk failed at /folder/file: Input/output error.",
                DiskTrouble.Kind.BROKEN,
                new IOException("Input/output error"));
    }
}
