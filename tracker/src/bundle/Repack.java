import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Packs what a tracker needs of a PostgreSQL anew: what comes is xz, which takes long to unpack. */
final class Repack {

    private static final String ORIGINAL = "/postgres-linux-x86_64.txz";

    /** The server with what it is linked with, PL/pgSQL and trigrams, and what initdb reads. */
    private static final Pattern NEEDED =
            Pattern.compile(
                    "bin/.*"
                            + "|lib/lib(crypto|icudata|icui18n|icuuc|lzma|pq|ssl|xml2|z)\\.so\\.\\d.*"
                            + "|lib/postgresql/(dict_snowball|pg_trgm|plpgsql)\\.so"
                            + "|share/postgresql/[^/]+"
                            + "|share/postgresql/extension/(pg_trgm|plpgsql)[-.].*"
                            + "|share/postgresql/timezone(sets)?/.*"
                            + "|share/postgresql/tsearch_data/.*\\.stop");

    private Repack() {}

    /** Arguments: the file to make, in a folder that tells versions apart, so that it is made once. */
    public static void main(String[] arguments) throws IOException {
        Path made = Path.of(arguments[0]);
        Path self = Path.of(System.getProperty("jdk.launcher.sourcefile"));
        if (Files.exists(made)
                && Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(self)) > 0) {
            return;
        }
        Files.createDirectories(made.getParent());
        Path half = made.resolveSibling("half");
        try (var original = Repack.class.getResourceAsStream(ORIGINAL);
                var from =
                        new TarArchiveInputStream(
                                new XZCompressorInputStream(new BufferedInputStream(original)));
                var to = new TarArchiveOutputStream(small(Files.newOutputStream(half)))) {
            for (TarArchiveEntry entry; (entry = from.getNextEntry()) != null; ) {
                if (!entry.isDirectory() && NEEDED.matcher(entry.getName()).matches()) {
                    to.putArchiveEntry(alwaysTheSame(entry));
                    from.transferTo(to);
                    to.closeArchiveEntry();
                }
            }
        }
        Files.move(half, made, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static OutputStream small(OutputStream file) throws IOException {
        var gzip = new GzipParameters();
        gzip.setCompressionLevel(9);
        return new GzipCompressorOutputStream(file, gzip);
    }

    /** The entry with nothing of when, where and by whom it was made. */
    private static TarArchiveEntry alwaysTheSame(TarArchiveEntry entry) {
        boolean link = entry.isSymbolicLink();
        var same =
                new TarArchiveEntry(
                        entry.getName(), link ? TarConstants.LF_SYMLINK : TarConstants.LF_NORMAL);
        same.setLinkName(entry.getLinkName());
        same.setSize(entry.getSize());
        same.setMode(entry.getMode());
        same.setModTime(0);
        same.setUserName("");
        same.setGroupName("");
        return same;
    }
}
