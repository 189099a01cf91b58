package p2p.tracker.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Has files survive a power failure, on a thread of its own while something else goes on. */
final class Forcing implements AutoCloseable {

    private final ExecutorService disk = Executors.newSingleThreadExecutor();
    private final List<Future<Void>> begun = new ArrayList<>();

    void begin(Path file) {
        begun.add(disk.submit(() -> force(file)));
    }

    /** All that is in the folder now; what goes meanwhile need not be kept. */
    void beginAll(Path folder) {
        begun.add(disk.submit(() -> forceAll(folder)));
    }

    /** Waits until all that was begun is done. */
    void finish() throws IOException {
        try {
            for (Future<Void> one : begun) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static @Nullable Void force(Path file) throws IOException {
        Folders.force(file);
        return null;
    }

    private static @Nullable Void forceAll(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        try {
                            Folders.force(file);
                        } catch (NoSuchFileException e) {
                            return FileVisitResult.CONTINUE;
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Folders.force(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
        return null;
    }

    @Override
    public void close() {
        disk.shutdownNow();
    }
}
