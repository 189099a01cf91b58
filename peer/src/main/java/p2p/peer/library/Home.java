package p2p.peer.library;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import p2p.peer.disk.DiskTrouble;

/** A peer's home folder, which only its user can look into, and which one peer has at a time. */
public final class Home implements AutoCloseable {

    private static final Set<PosixFilePermission> ONLY_OWNER =
            PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final FileChannel lock;

    private Home(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    public static Home open(Path path) {
        try {
            makeFolder(path);
            Path real = path.toRealPath();
            return new Home(real, lock(real));
        } catch (IOException e) {
            throw new HomeTrouble(
                    "The home folder cannot be used: " + DiskTrouble.of(path, e).getMessage(), e);
        }
    }

    /** Makes a folder of the home, or the home itself, for its owner alone. */
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path above = folder.toAbsolutePath().getParent();
            if (above != null) {
                Files.createDirectories(above);
            }
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(ONLY_OWNER));
        }
        Files.setPosixFilePermissions(folder, ONLY_OWNER);
    }

    private static FileChannel lock(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw inUse(home);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw inUse(home);
    }

    private static HomeTrouble inUse(Path home) {
        return new HomeTrouble(
                "Another peer is running on the home folder "
                        + home
                        + "; use that one, or give this one a home of its own with --home.");
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new HomeTrouble("The home folder " + path + " cannot be let go.", e);
        }
    }
}
