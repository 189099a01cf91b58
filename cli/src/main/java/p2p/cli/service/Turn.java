package p2p.cli.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import p2p.cli.control.Failure;
import p2p.cli.output.Output;
import p2p.peer.disk.DiskTrouble;

/**
 * Of the commands that begin a service, and an account, on one home, one goes first; of those that
 * share the same, too.
 */
public final class Turn implements AutoCloseable {

    private static final List<Long> WHOLE = List.of(0L);

    private final FileChannel lock;

    private Turn(FileChannel lock) {
        this.lock = lock;
    }

    /** Waits for those that were before. */
    public static Turn at(ServiceFolder home, Output output) {
        home.create();
        return at(
                home.folder().resolve("begin.lock"),
                WHOLE,
                () ->
                        output.note(
                                "Another command begins on "
                                        + home.folder()
                                        + "; this one waits."));
    }

    /** Waits for those that share one of these paths; each has a byte of the file to lock. */
    public static Turn toShare(List<Path> paths, ServiceFolder home, Output output) {
        return at(
                home.folder().resolve("share.lock"),
                paths.stream().map(Turn::byteOf).distinct().sorted().toList(),
                () -> output.note("Another command shares the same; this one waits."));
    }

    private static long byteOf(Path path) {
        try {
            return Integer.toUnsignedLong(path.toRealPath().hashCode());
        } catch (IOException e) {
            throw Failure.refused("bad-request", DiskTrouble.of(path, e).getMessage());
        }
    }

    /** Always in the same order, so that no two wait for each other. */
    private static Turn at(Path file, List<Long> bytes, Runnable waits) {
        try {
            FileChannel lock =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            for (long each : bytes) {
                if (lock.tryLock(each, 1, false) == null) {
                    waits.run();
                    lock.lock(each, 1, false);
                }
            }
            return new Turn(lock);
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(file, e).getMessage());
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
