package p2p.peer.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What tells without reading a file whether it is still the same: its size, the time of its last
 * change in nanoseconds since 1970, and its number in the file system.
 */
public record FileStamp(long size, long modified, long inode) {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long COARSE_TICK = TimeUnit.SECONDS.toNanos(2);

    public static FileStamp of(Path file) throws DiskTrouble {
        try {
            Map<String, Object> seen =
                    Files.readAttributes(file, "unix:isRegularFile,size,lastModifiedTime,ino");
            if (!get(seen, "isRegularFile", Boolean.class)) {
                throw new DiskTrouble(DiskTrouble.Kind.EXISTS, file + " is not a file.");
            }
            return new FileStamp(
                    get(seen, "size", Long.class),
                    get(seen, "lastModifiedTime", FileTime.class).to(TimeUnit.NANOSECONDS),
                    get(seen, "ino", Number.class).longValue());
        } catch (IOException e) {
            throw DiskTrouble.of(file, e);
        }
    }

    private static <T> T get(Map<String, Object> seen, String attribute, Class<T> type) {
        return type.cast(Objects.requireNonNull(seen.get(attribute)));
    }

    /**
     * The stamp, once every later change will show in it: file systems keep times in ticks, so a
     * file changed just now could change again within the same tick and look the same.
     */
    static FileStamp settled(Path file) throws DiskTrouble {
        while (true) {
            FileStamp stamp = of(file);
            boolean wholeSeconds = stamp.modified % TimeUnit.SECONDS.toNanos(1) == 0;
            long age = now() - stamp.modified;
            long left = (wholeSeconds ? COARSE_TICK : TICK) - age;
            if (age < 0 || left <= 0) {
                return stamp;
            }
            LockSupport.parkNanos(left);
        }
    }

    private static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
