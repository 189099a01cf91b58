package p2p.tracker.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The PostgreSQL programs that travel with the tracker, for machines that have none. */
final class Bundle {

    private static final String RESOURCE = "bundle.tar.gz";
    private static final int BUFFER = 1 << 16;

    private Bundle() {}

    /** The folder of the programs, unpacked once for each version; empty on another machine. */
    static Optional<Path> unpack(Path into) throws IOException {
        if (!System.getProperty("os.arch").equals("amd64")) {
            return Optional.empty();
        }
        Path unpacked = into.resolve("postgresql-" + version());
        if (!Files.isDirectory(unpacked)) {
            Path half = into.resolve("unpacking");
            Folders.delete(half);
            Files.createDirectories(half);
            Folders.giveToOwnerOfFolder(into);
            try (InputStream packed = Bundle.class.getResourceAsStream(RESOURCE)) {
                if (packed == null) {
                    return Optional.empty();
                }
                unpackAll(packed, half);
            }
            Files.move(half, unpacked, StandardCopyOption.ATOMIC_MOVE);
            Folders.force(into);
        }
        return Optional.of(unpacked.resolve("bin"));
    }

    private static String version() throws IOException {
        try (InputStream text = Bundle.class.getResourceAsStream("bundle-version")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** Each file is forced to the disk while those after it are unpacked. */
    private static void unpackAll(InputStream packed, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(packed, BUFFER));
                var forcing = new Forcing()) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("the bundle holds " + entry.getName());
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(target, permissions(entry));
                    forcing.begin(target);
                }
            }
            forcing.finish();
        }
    }

    private static Set<PosixFilePermission> permissions(TarArchiveEntry entry) {
        boolean executable = (entry.getMode() & 0100) != 0;
        return PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--");
    }
}
