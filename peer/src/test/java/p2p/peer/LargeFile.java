package p2p.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A file with holes in which no two MiB are the same, and a place for its copy; in memory. */
final class LargeFile implements AutoCloseable {

    private static final int MIB = 1 << 20;
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path folder;
    private final Path original;

    LargeFile(String name, int mib) throws IOException {
        long both = 2L * mib * MIB;
        folder =
                Files.isDirectory(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > 2 * both
                        ? Files.createTempDirectory(MEMORY, "p2p-large")
                        : Files.createTempDirectory("p2p-large");
        original = folder.resolve(name);
        try (var file = new RandomAccessFile(original.toFile(), "rw")) {
            file.setLength((long) mib * MIB);
            for (int i = 0; i < mib; i++) {
                file.seek((long) i * MIB);
                file.writeInt(i);
            }
        }
        Files.createDirectory(copies());
    }

    Path original() {
        return original;
    }

    /** The folder to download it to. */
    Path copies() {
        return folder.resolve("copies");
    }

    void check() throws IOException {
        Path copy = copies().resolve(original.getFileName());
        assertEquals(-1, Files.mismatch(original, copy), "the first byte that differs");
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
