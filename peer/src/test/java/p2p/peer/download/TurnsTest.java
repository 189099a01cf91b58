package p2p.peer.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import p2p.peer.choose.PieceSelection;
import p2p.peer.library.KeptDownload;
import p2p.peer.library.NameInGroup;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;

class TurnsTest {

    private static final int THOUSANDS = 10_000;
    private static final Manifest MANIFEST =
            new Manifest(
                    1, Manifest.SMALLEST_PIECE, HashAlgorithm.SHA_256, new byte[32], new byte[32]);
    private static final FileId ID = MANIFEST.computeId();

    private final Turns turns = new Turns();
    private final List<KeptDownload> all = new ArrayList<>();

    @Test
    void thousandsComeOneAfterAnotherInTheOrderInWhichTheyWereAskedFor() {
        waiting();
        for (int i = 0; i < Turns.MOST_MOVING; i++) {
            assertEquals(Optional.of(name(i)), turns.next());
        }
        assertEquals(Optional.empty(), turns.next());
        for (int i = Turns.MOST_MOVING; i < THOUSANDS; i++) {
            turns.leaves(all.get(i - Turns.MOST_MOVING));
            assertEquals(Optional.of(name(i)), turns.next());
            assertEquals(Optional.empty(), turns.next());
        }
        for (int i = THOUSANDS - Turns.MOST_MOVING; i < THOUSANDS; i++) {
            turns.leaves(all.get(i));
            assertEquals(Optional.empty(), turns.next());
        }
    }

    @Test
    void whatNobodyHasTakesUpNoRoomUntilSomebodyHasIt() {
        waiting();
        for (int i = 0; i < Turns.MOST_BEGUN; i++) {
            assertEquals(Optional.of(name(i)), turns.next());
            turns.moves(name(i), false);
            turns.moves(name(i), false);
        }
        assertEquals(Optional.empty(), turns.next());
        for (int i = 0; i < Turns.MOST_MOVING; i++) {
            turns.moves(name(i), true);
        }
        turns.leaves(all.get(Turns.MOST_BEGUN - 1));
        assertEquals(Optional.empty(), turns.next());
        turns.moves(name(0), false);
        assertEquals(Optional.of(name(Turns.MOST_BEGUN)), turns.next());
        assertEquals(Optional.empty(), turns.next());
    }

    @Test
    void whoeverLeavesWhileItWaitsIsPassedOver() {
        waiting();
        turns.leaves(all.get(0));
        turns.leaves(all.get(2));
        assertEquals(Optional.of(name(1)), turns.next());
        assertEquals(Optional.of(name(3)), turns.next());
        turns.allLeave();
        turns.moves(name(1), false);
        assertEquals(Optional.empty(), turns.next());
    }

    private void waiting() {
        for (int i = 0; i < THOUSANDS; i++) {
            all.add(download(i));
        }
        var mixed = new ArrayList<>(all);
        Collections.shuffle(mixed, new Random(1));
        mixed.forEach(turns::waits);
    }

    /** Two of one time go by their names. */
    private static KeptDownload download(int number) {
        return new KeptDownload(
                "ann",
                new DownloadOrder(
                        "films",
                        file(number),
                        "/to/" + number,
                        PieceSelection.RAREST_FIRST,
                        false,
                        false),
                ID,
                MANIFEST,
                Instant.ofEpochSecond(number / 2),
                DownloadState.DOWNLOADING,
                0,
                0,
                null);
    }

    private static String file(int number) {
        return (number % 2 == 0 ? "a" : "b") + number;
    }

    private static NameInGroup name(int number) {
        return new NameInGroup("films", file(number));
    }
}
