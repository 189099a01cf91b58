package p2p.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A new folder, which goes with all that is in it. */
public record ScratchFolder(Path path) implements AutoCloseable {

    public static ScratchFolder make(String prefix) throws IOException {
        return new ScratchFolder(Files.createTempDirectory(prefix));
    }

    public static ScratchFolder makeIn(Path parent, String prefix) throws IOException {
        return new ScratchFolder(Files.createTempDirectory(parent, prefix));
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
