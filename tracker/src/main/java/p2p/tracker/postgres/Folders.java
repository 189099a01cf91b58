package p2p.tracker.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** What the standard library leaves out about folders. */
final class Folders {

    private Folders() {}

    /** Deletes a folder, if it is there, with all that is in it. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                            throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** Where root made something in an ordinary user's folder, makes it that user's. */
    static void giveToOwnerOfFolder(Path path) throws IOException {
        for (String attribute : List.of("unix:uid", "unix:gid")) {
            Object wanted = Files.getAttribute(path.getParent(), attribute);
            if (!Files.getAttribute(path, attribute).equals(wanted)) {
                Files.setAttribute(path, attribute, wanted);
            }
        }
    }

    /** Makes the names in a folder, or a file's content, survive a power failure. */
    static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
