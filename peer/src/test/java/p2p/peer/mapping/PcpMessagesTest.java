package p2p.peer.mapping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PcpMessagesTest {

    private static final String NONCE = "0102030405060708090a0b0c";
    private static final String ANSWER =
            "0281000000000e10000000020000000000000000"
                    + "00000000"
                    + NONCE
                    + "06000000"
                    + "1f2b9c40"
                    + "00000000000000000000ffffcb007105";
    private static final PcpMessages.Wish WISH =
            new PcpMessages.Wish(
                    bytes(NONCE),
                    InetAddress.ofLiteral("192.168.1.20"),
                    7979,
                    InetAddress.ofLiteral("0.0.0.0"),
                    7979);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static Optional<PcpMessages.Answer> read(String hex) throws IOException {
        return PcpMessages.read(bytes(hex), WISH);
    }

    @Test
    void aWishIsForTcpAndNamesThisMachine() {
        String wished =
                "0201000000000e10"
                        + "00000000000000000000ffffc0a80114"
                        + NONCE
                        + "06000000"
                        + "1f2b1f2b"
                        + "00000000000000000000ffff00000000";
        assertArrayEquals(bytes(wished), PcpMessages.map(WISH, 3600));
        assertArrayEquals(
                bytes(wished.replaceFirst("00000e10", "00000000")), PcpMessages.map(WISH, 0));
    }

    @Test
    void theAnswerSaysWhereOthersComeInAndForHowLong() throws Exception {
        assertEquals(
                Optional.of(
                        new PcpMessages.Answer(InetAddress.ofLiteral("203.0.113.5"), 40_000, 3600)),
                read(ANSWER));
    }

    @Test
    void whatAnswersSomethingElseIsPassedOver() throws Exception {
        assertEquals(Optional.empty(), read(ANSWER.replace(NONCE, "ff" + NONCE.substring(2))));
        assertEquals(Optional.empty(), read(ANSWER.replace("1f2b9c40", "1f2c9c40")));
        assertEquals(Optional.empty(), read(ANSWER.replace("06000000", "11000000")));
        assertEquals(Optional.empty(), read(ANSWER.replaceFirst("0281", "0201")));
        assertEquals(Optional.empty(), read(ANSWER.replaceFirst("0281", "0280")));
        byte[] whole = bytes(ANSWER);
        for (int length = 0; length < whole.length; length++) {
            assertEquals(Optional.empty(), PcpMessages.read(Arrays.copyOf(whole, length), WISH));
        }
    }

    @Test
    void aRouterThatRefusesIsNotAskedAgain() {
        assertEquals(
                "The router maps no port by PCP (8)",
                assertThrows(
                                RouterError.class,
                                () -> read(ANSWER.replaceFirst("02810000", "02810008")))
                        .getMessage());
        assertEquals(
                "The router does not speak PCP (0)",
                assertThrows(RouterError.class, () -> read("0081000100000000")).getMessage());
        assertThrows(RouterError.class, () -> read(ANSWER.replace("1f2b9c40", "1f2b0000")));
        assertThrows(
                RouterError.class,
                () ->
                        read(
                                ANSWER.replace(
                                        "00000000000000000000ffffcb007105",
                                        "20010db8000000000000000000000001")));
    }
}
