package p2p.peer.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;

/** Journals of downloads, whatever a crash or somebody else has left of them. */
public final class FuzzedJournals {

    private static final int PIECES = 9;
    private static final int PIECE = 1 << 18;
    private static final Manifest MANIFEST =
            new Manifest(
                    (long) PIECES * PIECE,
                    PIECE,
                    HashAlgorithm.SHA_256,
                    new byte[PIECES * HashAlgorithm.SHA_256.length()],
                    new byte[HashAlgorithm.SHA_256.length()]);
    private static final Path FILE = file();

    private FuzzedJournals() {}

    private static Path file() {
        try {
            return Files.createTempFile("journal", "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(FILE, input);
        try (Journal journal = Journal.open(FILE, MANIFEST.computeId(), MANIFEST)) {
            if (journal.claimed().length() > PIECES) {
                throw new IllegalStateException("it claims pieces that there are not");
            }
        } catch (DiskTrouble e) {
            // It is said to the user.
        }
    }
}
