package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A whole file that is served as long as it is the one that was hashed. Once it was seen changed it
 * stays refused, whatever it looks like later.
 */
public final class SharedFile implements Shared {

    private final Path path;
    private final FileStamp stamp;
    private @Nullable FileChannel channel;
    private boolean closed;
    private volatile @Nullable DiskTrouble trouble;

    /** Looks at the file only when it is asked to: a file that is gone shows at the first check. */
    public SharedFile(Path path, FileStamp stamp) {
        this.path = path;
        this.stamp = stamp;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public FileStamp stamp() {
        return stamp;
    }

    @Override
    public boolean isOneFile() {
        return true;
    }

    @Override
    public void check() throws DiskTrouble {
        if (trouble != null) {
            throw trouble;
        }
        FileStamp now;
        try {
            now = FileStamp.of(path);
        } catch (DiskTrouble e) {
            throw refuse(e);
        }
        if (now.size() < stamp.size()) {
            throw refuse(changed("shrank"));
        }
        if (!now.equals(stamp)) {
            throw refuse(changed("changed"));
        }
    }

    @Override
    public Predicate<Path> unchanged() {
        return place -> place.equals(path) && changed().isEmpty();
    }

    @Override
    public Optional<Path> changed() {
        try {
            check();
            return Files.isSymbolicLink(path) ? Optional.of(path) : Optional.empty();
        } catch (DiskTrouble e) {
            return Optional.of(path);
        }
    }

    @Override
    public void read(long position, ByteBuffer into) throws DiskTrouble {
        if (trouble != null) {
            throw trouble;
        }
        try {
            if (!Reading.fully(channel(), position, into)) {
                throw refuse(changed("shrank"));
            }
        } catch (IOException e) {
            throw DiskTrouble.of(path, e);
        }
        check();
    }

    private synchronized FileChannel channel() throws IOException {
        if (closed) {
            throw new DiskTrouble(DiskTrouble.Kind.GONE, path + " is not shared any more.");
        }
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }
        return channel;
    }

    private DiskTrouble changed(String how) {
        return new DiskTrouble(
                DiskTrouble.Kind.CHANGED,
                path
                        + " "
                        + how
                        + " after it was shared; share it again to offer it as it is now.");
    }

    private DiskTrouble refuse(DiskTrouble why) {
        trouble = why;
        return why;
    }

    @Override
    public synchronized void close() throws DiskTrouble {
        closed = true;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw DiskTrouble.of(path, e);
        }
    }
}
