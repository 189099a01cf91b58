package p2p.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import p2p.protocol.file.FileId;

/** The hashes were computed by another program. */
class KnownFilesTest {

    private static final FileRef A = new FileRef("films", "Ä", new FileId("a".repeat(64)));
    private static final FileRef Z = new FileRef("films", "z", new FileId("b".repeat(64)));

    @Test
    void isTheHashOfSortedLines() {
        assertEquals(
                "626de6d4da3d7d2f4fc8d97690dbc3e65ff79067fef0b3dc9f209412ea89ad3a",
                KnownFiles.shares(Set.of(A, Z)));
        assertEquals(
                "c07b59620e86b634a6c5542091ce21f0dc4d31d1fee4ab56e6819abff7f2a4b2",
                KnownFiles.served(Map.of(A, false, Z, true)));
    }

    @Test
    void ofNothingIsThatOfNoBytes() {
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                KnownFiles.shares(Set.of()));
        assertEquals(KnownFiles.shares(Set.of()), KnownFiles.served(Map.of()));
    }
}
