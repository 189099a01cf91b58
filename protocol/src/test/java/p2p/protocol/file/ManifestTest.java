package p2p.protocol.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import p2p.protocol.Json;

class ManifestTest {

    private static final int KIB = 1 << 10;
    private static final int PIECE = 256 * KIB;

    private static Manifest manifest(long size, int pieces) {
        return new Manifest(
                size, PIECE, HashAlgorithm.SHA_256, new byte[32 * pieces], new byte[32]);
    }

    @Test
    void theLastPieceHasWhatIsLeft() {
        Manifest manifest = manifest(2L * PIECE + 1, 3);
        assertEquals(3, manifest.pieceCount());
        assertEquals(PIECE, manifest.pieceLength(1));
        assertEquals(1, manifest.pieceLength(2));
        assertEquals(2L * PIECE, manifest.pieceOffset(2));
        assertEquals(PIECE, manifest(PIECE, 1).pieceLength(0));
        assertEquals(0, manifest(0, 0).pieceCount());
    }

    @Test
    void piecesGrowWithTheFile() {
        assertEquals(256 * KIB, Manifest.pieceSizeFor(0));
        assertEquals(256 * KIB, Manifest.pieceSizeFor(1000L * 256 * KIB));
        assertEquals(512 * KIB, Manifest.pieceSizeFor(1001L * 256 * KIB));
        assertEquals(16 << 20, Manifest.pieceSizeFor(Manifest.LARGEST_FILE));
        assertEquals(1 << 20, Manifest.pieceCount(Manifest.LARGEST_FILE, 16 << 20));
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertRefused(-1, PIECE, 0, 32);
        assertRefused(Manifest.LARGEST_FILE + 1, 16 << 20, 32, 32);
        assertRefused(1, PIECE - 1, 32, 32);
        assertRefused(1, 3 * PIECE, 32, 32);
        assertRefused(1, PIECE / 2, 32, 32);
        assertRefused(1, 32 << 20, 32, 32);
        assertRefused(1, PIECE, 64, 32);
        assertRefused(1, PIECE, 31, 32);
        assertRefused(1, PIECE, 32, 20);
    }

    private static void assertRefused(long size, int pieceSize, int hashes, int fileHash) {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new Manifest(
                                size,
                                pieceSize,
                                HashAlgorithm.SHA_256,
                                new byte[hashes],
                                new byte[fileHash]));
    }

    @Test
    void theIdStandsForSizePieceSizeAlgorithmAndPieces() {
        Manifest one = manifest(PIECE, 1);
        assertEquals(one.computeId(), manifest(PIECE, 1).computeId());
        assertNotEquals(one.computeId(), manifest(PIECE - 1, 1).computeId());
        byte[] other = new byte[32];
        other[31] = 1;
        assertNotEquals(
                one.computeId(),
                new Manifest(PIECE, PIECE, HashAlgorithm.SHA_256, other, new byte[32]).computeId());
        assertNotEquals(
                one.computeId(),
                new Manifest(PIECE, 2 * PIECE, HashAlgorithm.SHA_256, new byte[32], new byte[32])
                        .computeId());
        assertNotEquals(
                one.computeId(),
                new Manifest(PIECE, PIECE, HashAlgorithm.SHA_1, new byte[20], new byte[20])
                        .computeId());
    }

    @Test
    void aPieceIsHeldAgainstItsOwnHash() {
        byte[] hashes = new byte[64];
        Arrays.fill(hashes, 32, 64, (byte) 7);
        var manifest = new Manifest(2L * PIECE, PIECE, HashAlgorithm.SHA_256, hashes, new byte[32]);
        byte[] sevens = Arrays.copyOfRange(hashes, 32, 64);
        assertTrue(manifest.pieceMatches(1, sevens));
        assertFalse(manifest.pieceMatches(0, sevens));
    }

    @Test
    void survivesJson() throws Exception {
        var json = Json.strict();
        Manifest manifest = manifest(PIECE + 5L, 2);
        assertEquals(manifest, json.readValue(json.writeValueAsString(manifest), Manifest.class));
    }
}
