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

class NatPmpMessagesTest {

    private static final String ADDRESS = "0080000000000003cb007105";
    private static final String MAPPED = "00820000000000031f2b9c4000000e10";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static Optional<NatPmpMessages.Answer> readMap(String hex) throws IOException {
        return NatPmpMessages.readMap(bytes(hex), 7979);
    }

    @Test
    void itIsAskedForTcpAndForSoManySeconds() {
        assertArrayEquals(bytes("0000"), NatPmpMessages.address());
        assertArrayEquals(
                bytes("000200001f2b9c4000000e10"), NatPmpMessages.map(7979, 40_000, 3600));
        assertArrayEquals(bytes("000200001f2b000000000000"), NatPmpMessages.map(7979, 0, 0));
    }

    @Test
    void theAnswersSayWhereOthersComeIn() throws Exception {
        assertEquals(
                Optional.of(InetAddress.ofLiteral("203.0.113.5")),
                NatPmpMessages.readAddress(bytes(ADDRESS)));
        assertEquals(Optional.of(new NatPmpMessages.Answer(40_000, 3600)), readMap(MAPPED));
    }

    @Test
    void whatAnswersSomethingElseIsPassedOver() throws Exception {
        assertEquals(Optional.empty(), readMap(MAPPED.replace("1f2b", "1f2c")));
        assertEquals(Optional.empty(), readMap(MAPPED.replaceFirst("0082", "0081")));
        assertEquals(Optional.empty(), readMap(ADDRESS));
        assertEquals(Optional.empty(), NatPmpMessages.readAddress(bytes(MAPPED)));
        for (int length = 0; length < bytes(MAPPED).length; length++) {
            byte[] cut = Arrays.copyOf(bytes(MAPPED), length);
            assertEquals(Optional.empty(), NatPmpMessages.readMap(cut, 7979));
        }
        for (int length = 0; length < bytes(ADDRESS).length; length++) {
            byte[] cut = Arrays.copyOf(bytes(ADDRESS), length);
            assertEquals(Optional.empty(), NatPmpMessages.readAddress(cut));
        }
    }

    @Test
    void aRouterThatRefusesIsNotAskedAgain() {
        assertEquals(
                "The router does not do it by NAT-PMP (2)",
                assertThrows(RouterError.class, () -> readMap("0082000200000003")).getMessage());
        assertThrows(RouterError.class, () -> readMap(MAPPED.replaceFirst("0082", "0182")));
        assertThrows(
                RouterError.class, () -> NatPmpMessages.readAddress(bytes("0080000300000003")));
    }
}
