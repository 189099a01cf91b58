package p2p.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that have to be known before somebody listens at them. Each one that is taken stays this
 * process's until its end: it holds the lock of the byte of that number in a file that all share,
 * those of {@code bench/ports.py} too. They are below the ports of outgoing connections, and below
 * those that a tracker's own PostgreSQL chooses from.
 */
public final class Ports {

    private static final Path LOCKS = Path.of("/tmp/p2p-ports");
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 19_999;

    private static final Ports OURS = open();

    private final FileChannel file;
    private final int end;
    private final Set<FileLock> held = ConcurrentHashMap.newKeySet();

    private Ports(FileChannel file, int end) {
        this.file = file;
        this.end = end;
    }

    /** One that nobody else has. */
    public static int take() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(LOWEST, OURS.end);
        } while (!OURS.lock(port) || !isFree(port));
        return port;
    }

    private boolean lock(int port) {
        try {
            FileLock lock = file.tryLock(port, 1, false);
            return lock != null && held.add(lock);
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** There are programs that know nothing of the locks. */
    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Ports open() {
        try {
            return new Ports(shared(LOCKS), end());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever makes the file lets everybody on this machine lock parts of it. */
    private static FileChannel shared(Path path) throws IOException {
        if (Files.exists(path)) {
            return FileChannel.open(path, StandardOpenOption.WRITE);
        }
        var made = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        return made;
    }

    private static int end() throws IOException {
        int outgoing = Integer.parseInt(Files.readString(OUTGOING).strip().split("\\s+")[0]);
        return outgoing > LOWEST ? Math.min(outgoing, HIGHEST + 1) : HIGHEST + 1;
    }
}
