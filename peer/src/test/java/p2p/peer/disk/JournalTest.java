package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final int PIECES = 8;

    @TempDir Path folder;

    private final Sample sample = Sample.of(5, PIECES * Sample.PIECE);

    @Test
    void remembersWhatWasClaimed() throws IOException {
        Path file = write(3, 0, 7);

        try (Journal journal = open(file)) {
            assertEquals(bits(0, 3, 7), journal.claimed());
            assertFalse(journal.wasStoppedAt(1));
        }
    }

    @Test
    void aCleanStopHoldsForThatVeryPartFile() throws IOException {
        Path file = write(3);
        try (Journal journal = open(file)) {
            journal.stop(42);
        }

        try (Journal journal = open(file)) {
            assertEquals(bits(3), journal.claimed());
            assertTrue(journal.wasStoppedAt(42));
            assertFalse(journal.wasStoppedAt(43));
            journal.claim(4);
        }
        try (Journal journal = open(file)) {
            assertEquals(bits(3, 4), journal.claimed());
            assertFalse(journal.wasStoppedAt(42));
        }
    }

    @Test
    void anEmptyJournalMeansThatEveryPieceMayBeThere() throws IOException {
        try (Journal journal = open(folder.resolve("journal"))) {
            assertEquals(PIECES, journal.claimed().cardinality());
            assertFalse(journal.wasStoppedAt(0));
        }
    }

    @Test
    void cutAtAnyByteItLosesOnlyWhatCameAfter() throws IOException {
        byte[] whole = Files.readAllBytes(write(3, 0, 7, 5));
        int[] order = {3, 0, 7, 5};
        Path file = folder.resolve("cut");
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            BitSet expected = new BitSet();
            if (length < Journal.HEADER) {
                expected.set(0, PIECES);
            } else {
                int records = (length - Journal.HEADER) / Journal.RECORD;
                expected = bits(Arrays.copyOf(order, records));
            }
            try (Journal journal = open(file)) {
                assertEquals(expected, journal.claimed(), "cut at " + length);
                if (length >= Journal.HEADER) {
                    journal.claim(6);
                    expected.set(6);
                }
            }
            try (Journal journal = open(file)) {
                assertEquals(expected, journal.claimed(), "gone on after " + length);
            }
        }
    }

    @Test
    void aByteTurnedAnywhereNeverMakesAClaimUp() throws IOException {
        long seed = System.nanoTime();
        System.getLogger("test").log(System.Logger.Level.INFO, "seed " + seed);
        Random random = new Random(seed);
        byte[] whole = Files.readAllBytes(write(3, 0, 7, 5));
        Path file = folder.resolve("turned");
        for (int at = 0; at < whole.length; at++) {
            byte[] turned = whole.clone();
            turned[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, turned);
            int record = (at - Journal.HEADER) / Journal.RECORD;

            try (Journal journal = open(file)) {
                BitSet expected = bits(0, 1, 2, 3, 4, 5, 6, 7);
                if (at >= Journal.HEADER) {
                    expected = bits(Arrays.copyOf(new int[] {3, 0, 7, 5}, record));
                }
                assertEquals(expected, journal.claimed(), "byte " + at + ", seed " + seed);
            }
        }
    }

    @Test
    void zerosAfterAPowerCutAreNoClaims() throws IOException {
        Path file = write(3);
        byte[] grown = Arrays.copyOf(Files.readAllBytes(file), 4096);
        Files.write(file, grown);

        try (Journal journal = open(file)) {
            assertEquals(bits(3), journal.claimed());
        }
    }

    @Test
    void recordsElsewhereAreNoClaims() throws IOException {
        Path file = write(3, 5);
        byte[] bytes = Files.readAllBytes(file);
        System.arraycopy(
                bytes, Journal.HEADER + Journal.RECORD, bytes, Journal.HEADER, Journal.RECORD);
        Files.write(file, bytes);

        try (Journal journal = open(file)) {
            assertEquals(bits(), journal.claimed());
        }
    }

    @Test
    void belongsToOneContent() throws IOException {
        Path file = write(3);
        Sample other = Sample.of(6, PIECES * Sample.PIECE);

        DiskTrouble trouble =
                assertThrows(
                        DiskTrouble.class, () -> Journal.open(file, other.id(), other.manifest()));

        assertEquals(DiskTrouble.Kind.IN_USE, trouble.kind());
        try (Journal journal = open(file)) {
            assertEquals(bits(3), journal.claimed());
        }
    }

    @Test
    void isOpenOnce() throws IOException {
        Path file = write(3);
        try (Journal journal = open(file)) {
            DiskTrouble trouble = assertThrows(DiskTrouble.class, () -> open(file));

            assertEquals(DiskTrouble.Kind.IN_USE, trouble.kind());
            assertEquals(bits(3), journal.claimed());
        }
        open(file).close();
    }

    private Journal open(Path file) throws DiskTrouble {
        return Journal.open(file, sample.id(), sample.manifest());
    }

    private Path write(int... pieces) throws IOException {
        Path file = folder.resolve("journal");
        try (Journal journal = open(file)) {
            journal.restart(bits());
            for (int piece : pieces) {
                journal.claim(piece);
            }
        }
        return file;
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        Arrays.stream(set).forEach(bits::set);
        return bits;
    }
}
