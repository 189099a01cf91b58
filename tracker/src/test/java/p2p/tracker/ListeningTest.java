package p2p.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import p2p.protocol.TrackerList;

class ListeningTest {

    private static @Nullable String announced(String line, Map<String, String> environment)
            throws Listening.Contradiction {
        return Listening.of(TrackerList.entry(1, line), environment).settings().get("p2p.announce");
    }

    @Test
    void nobodyIsLedPastTheProxyThatHasTheCertificate() throws Exception {
        var behind = Map.of("QUARKUS_HTTP_HOST", "0.0.0.0", "QUARKUS_HTTP_PORT", "7001");
        var certificate = Map.of("P2P_TLS_CERT", "/dev/null", "P2P_TLS_KEY", "/dev/null");
        assertEquals("off", announced("https://tracker.example.org:443", behind));
        assertEquals(null, announced("https://tracker.example.org:7443", certificate));
        assertEquals(null, announced("192.168.1.5:7001", Map.of()));
    }

    private static String refused(String operator) {
        return String.valueOf(
                assertThrows(
                                Listening.Contradiction.class,
                                () ->
                                        Listening.of(
                                                TrackerList.entry(1, "192.168.1.5:7001"),
                                                Map.of("P2P_OPERATOR_PORT", operator)))
                        .getMessage());
    }

    @Test
    void itsOperatorHasAPortOfHisOwn() throws Exception {
        assertEquals(
                "P2P_OPERATOR_PORT is 7001, where the tracker itself listens; name another port.",
                refused("7001"));
        for (String wrong : List.of("0", "10.0.0.5:0", "many", "70000", "::1:9001", "127.0.0.1:")) {
            assertEquals(
                    "P2P_OPERATOR_PORT is a port, or ADDRESS:PORT, not '" + wrong + "'.",
                    refused(wrong));
        }
        assertEquals(
                "9001",
                Listening.of(
                                TrackerList.entry(1, "192.168.1.5:7001"),
                                Map.of("P2P_OPERATOR_PORT", "9001"))
                        .settings()
                        .get("quarkus.management.port"));
    }

    private static @Nullable String byIdentity(String line) throws Listening.Contradiction {
        return Listening.of(TrackerList.entry(1, line), Map.of())
                .settings()
                .get("p2p.tracker.known-by-identity");
    }

    @Test
    void itSpeaksTlsUnlessItsLineSaysOtherwise() throws Exception {
        String identity = "0a".repeat(32);
        assertEquals("true", byIdentity("192.168.1.5:7001"));
        assertEquals("true", byIdentity("127.0.0.1:7001 " + identity));
        assertEquals(null, byIdentity("http://192.168.1.5:7001"));
        assertEquals(null, byIdentity("127.0.0.1:7001"));
        assertEquals(
                identity,
                Listening.of(TrackerList.entry(1, "a:1 " + identity), Map.of())
                        .settings()
                        .get("p2p.tracker.identity"));
    }
}
