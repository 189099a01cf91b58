package p2p.tracker.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.wire.RelayCall;

class PassTest {

    private static final byte[] KEY = new byte[32];

    static Meeting meeting(UUID relay, Instant granted, String downloader, String seeder) {
        return new Meeting(
                UUID.randomUUID(),
                granted,
                relay,
                17,
                "films",
                new FileId("0a".repeat(32)),
                new Meeting.Party(1, downloader, new Fingerprint("0b".repeat(32))),
                new Meeting.Party(2, seeder, new Fingerprint("0c".repeat(32))));
    }

    @Test
    void whatIsSealedIsReadAgain() {
        Meeting meeting =
                meeting(
                        UUID.randomUUID(),
                        Instant.ofEpochMilli(1_790_000_000_123L),
                        "d".repeat(64),
                        "s".repeat(64));
        for (Pass.Side side : Pass.Side.values()) {
            byte[] sealed = new Pass(side, meeting).sealed(KEY);
            assertTrue(sealed.length <= RelayCall.LARGEST_PASS);
            assertEquals(Optional.of(new Pass(side, meeting)), Pass.open(sealed, KEY));
        }
    }

    @Test
    void anyChangedBitAnyCutAndAnotherKeyMakeItNone() {
        byte[] sealed =
                new Pass(Pass.Side.SEEDER, meeting(UUID.randomUUID(), Instant.EPOCH, "ann", "bob"))
                        .sealed(KEY);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Optional.empty(), Pass.open(changed, KEY));
        }
        for (int length = 0; length < sealed.length; length++) {
            assertEquals(Optional.empty(), Pass.open(Arrays.copyOf(sealed, length), KEY));
        }
        byte[] other = KEY.clone();
        other[0] = 1;
        assertEquals(Optional.empty(), Pass.open(sealed, other));
    }
}
