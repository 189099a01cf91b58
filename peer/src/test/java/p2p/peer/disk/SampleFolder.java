package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;

/** A folder of every odd kind of content, hashed and ready to be shared. */
public record SampleFolder(Path path, Manifest manifest, FileId id, Path keptTree) {

    private static final int PIECE = Manifest.SMALLEST_PIECE;

    /** Makes one at a place that is not there yet. */
    public static SampleFolder of(Path path, Path home, long seed) throws IOException {
        Random random = new Random(seed);
        Files.createDirectories(path.resolve("deep/" + "d/".repeat(40)));
        Files.createDirectories(path.resolve("empty/inner"));
        Files.createDirectories(path.resolve("many"));
        file(path.resolve("nothing"), 0, random);
        file(path.resolve("one byte"), 1, random);
        file(path.resolve("a piece"), PIECE, random);
        file(path.resolve("two pieces"), 2 * PIECE, random);
        file(path.resolve("a piece and one"), PIECE + 1, random);
        file(path.resolve("nearly a piece"), PIECE - 1, random);
        file(path.resolve("large"), 5 * PIECE + 12_345, random);
        file(path.resolve("deep/" + "d/".repeat(40) + "x"), 100, random);
        file(path.resolve("e\u0301"), 10, random);
        file(path.resolve("\u00e9"), 11, random);
        file(path.resolve("\ud83d\ude80".repeat(60)), 12, random);
        file(path.resolve("~tilde"), 13, random);
        file(path.resolve("aux.c"), 14, random);
        for (int i = 0; i < 300; i++) {
            file(path.resolve("many/" + i), random.nextInt(4000), random);
        }
        Path run = file(path.resolve("run"), 20, random);
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(path.resolve("many/link"), Path.of("../large"));
        Files.createSymbolicLink(path.resolve("to folder"), Path.of("deep"));
        Files.createSymbolicLink(path.resolve("to nowhere"), Path.of("not there"));
        age(path, random);
        return hashed(path, home);
    }

    public static SampleFolder hashed(Path path, Path home) throws IOException {
        FolderListing listing = FolderListing.of(path);
        assertEquals(List.of(), listing.skipped());
        HashedFolder hashed =
                FolderHasher.hash(
                        path,
                        listing.tree(),
                        HashAlgorithm.SHA_256,
                        Optional.empty(),
                        Progress.IGNORED);
        FileId id = hashed.manifest().computeId();
        Files.createDirectories(home);
        Path kept = Files.write(home.resolve(id.hex()), hashed.tree());
        return new SampleFolder(path, hashed.manifest(), id, kept);
    }

    private static Path file(Path file, int size, Random random) throws IOException {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Files.write(file, bytes);
    }

    private static void age(Path path, Random random) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                if (!Files.isSymbolicLink(each)) {
                    long time = random.nextLong(1_700_000_000_000_000_000L);
                    Files.setLastModifiedTime(each, FileTime.from(time, TimeUnit.NANOSECONDS));
                }
            }
        }
    }

    public SharedFolder shared() {
        return new SharedFolder(path, manifest, keptTree);
    }

    Part open(Path place, Path home, IfExists ifExists) throws DiskTrouble {
        return open(place, home, ifExists, null);
    }

    Part open(Path place, Path home, IfExists ifExists, @Nullable TreeSelection selection)
            throws DiskTrouble {
        return Part.open(
                place, id, manifest, ifExists, home.resolve(id.hex()), selection, Progress.IGNORED);
    }

    boolean download(Part part, int piece) throws DiskTrouble {
        ByteBuffer bytes = ByteBuffer.allocate(manifest.pieceLength(piece));
        shared().read(manifest.pieceOffset(piece), bytes);
        part.write(piece, 0, bytes.flip());
        return part.verify(piece);
    }

    /** Everything about what is below a folder, line by line. */
    public static Map<String, String> inventory(Path folder) throws IOException {
        var lines = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(path -> !path.equals(folder)).toList()) {
                String name = folder.relativize(each).toString();
                if (Files.isSymbolicLink(each)) {
                    lines.put(name, "link to " + Files.readSymbolicLink(each));
                } else {
                    String time = Files.getLastModifiedTime(each).toString();
                    lines.put(name, time + " " + content(each));
                }
            }
        }
        return lines;
    }

    private static String content(Path place) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return "folder";
        }
        String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(place));
        byte[] hash = HashAlgorithm.SHA_256.newDigest().digest(Files.readAllBytes(place));
        return permissions + " " + FileId.of(hash);
    }
}
