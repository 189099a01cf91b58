package p2p.tracker.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeySecretTest {

    private static final KeyColumn TICKETS = new KeyColumn("signing_key", "private_key");
    private static final KeyColumn PASSES = new KeyColumn("relay_key", "key");
    private static final byte[] KEY =
            "a key of thirty-two bytes, plain".getBytes(StandardCharsets.US_ASCII);

    private final KeySecret secret = KeySecret.of("0123456789abcdef0123456789abcdef");
    private final KeySecret other = KeySecret.of("0123456789abcdef0123456789abcdeF");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void whatItWrapsOnlyItUnwrapsAndOnlyForItsPurpose() {
        KeptKey kept = secret.wrap(TICKETS, KEY);
        assertArrayEquals(KEY, secret.unwrap(TICKETS, kept.bytes()));
        assertArrayEquals(secret.id(), kept.wrappedBy());
        assertFalse(Arrays.equals(other.id(), kept.wrappedBy()));
        String damaged = "A key in the table %s is not as it was written; %s.";
        assertEquals(
                damaged.formatted(
                        "signing_key", "delete that row, for a new one is made of itself"),
                assertThrows(KeySecrets.Unusable.class, () -> other.unwrap(TICKETS, kept.bytes()))
                        .getMessage());
        assertEquals(
                damaged.formatted("relay_key", "restore it from a backup"),
                assertThrows(KeySecrets.Unusable.class, () -> secret.unwrap(PASSES, kept.bytes()))
                        .getMessage());
    }

    @Test
    void noBitOfItCanBeChangedAndNothingCutOff() {
        byte[] wrapped = secret.wrap(PASSES, KEY).bytes();
        assertEquals(12 + KEY.length + 16, wrapped.length);
        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            byte[] changed = wrapped.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(KeySecrets.Unusable.class, () -> secret.unwrap(PASSES, changed));
        }
        for (int length = 0; length < wrapped.length; length++) {
            byte[] cut = Arrays.copyOf(wrapped, length);
            assertThrows(KeySecrets.Unusable.class, () -> secret.unwrap(PASSES, cut));
        }
    }

    @Test
    void theSameKeyIsWrappedAnewEachTime() {
        byte[] once = secret.wrap(PASSES, KEY).bytes();
        assertFalse(Arrays.equals(once, secret.wrap(PASSES, KEY).bytes()));
    }

    /** What earlier versions wrapped stays readable. */
    @Test
    void theFormStaysAsItIs() {
        assertArrayEquals(hex("e2662576925d91d32f539c1c7aae88a2"), secret.id());
        assertArrayEquals(
                KEY,
                secret.unwrap(
                        PASSES,
                        hex(
                                "000102030405060708090a0b6b017affd0c58cf02cdd6029f40adb74158c3494"
                                        + "00776191a793bd0294122433018b3de84de636c93f4cebb2d70d3634")));
    }
}
