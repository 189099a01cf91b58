package p2p.cli.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import p2p.cli.control.Failure;
import p2p.cli.output.Output;
import p2p.peer.disk.DiskTrouble;

/** Of the commands that begin a service, and an account, on one home, one goes first. */
public final class Turn implements AutoCloseable {

    private final FileChannel lock;

    private Turn(FileChannel lock) {
        this.lock = lock;
    }

    /** Waits for those that were before. */
    public static Turn at(ServiceFolder home, Output output) {
        home.create();
        try {
            FileChannel lock =
                    FileChannel.open(
                            home.folder().resolve("begin.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                output.note("Another command begins on " + home.folder() + "; this one waits.");
                lock.lock();
            }
            return new Turn(lock);
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(home.folder(), e).getMessage());
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
