package p2p.tracker.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs that travel with the tracker, for machines that have none. */
final class Bundle {

    private static final String RESOURCE = "/postgres-linux-x86_64.txz";

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

    private static void unpackAll(InputStream packed, Path into) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("the bundle holds " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    write(tar, target, (entry.getMode() & 0100) != 0);
                }
            }
        }
    }

    private static void write(InputStream content, Path target, boolean executable)
            throws IOException {
        Files.createDirectories(target.getParent());
        try (var file =
                FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.transferTo(Channels.newOutputStream(file));
            file.force(false);
        }
        Files.setPosixFilePermissions(
                target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
