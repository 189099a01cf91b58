package p2p.peer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsdpMessagesTest {

    private static Optional<URI> location(String answer) {
        return SsdpMessages.location(answer.getBytes(StandardCharsets.ISO_8859_1), "192.168.1.1");
    }

    @Test
    void routersOfBothVersionsAreLookedFor() {
        assertEquals(
                List.of(
                        """
                        M-SEARCH * HTTP/1.1\r
                        HOST: 239.255.255.250:1900\r
                        MAN: "ssdp:discover"\r
                        MX: 1\r
                        ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r
                        \r
                        """,
                        """
                        M-SEARCH * HTTP/1.1\r
                        HOST: 239.255.255.250:1900\r
                        MAN: "ssdp:discover"\r
                        MX: 1\r
                        ST: urn:schemas-upnp-org:device:InternetGatewayDevice:2\r
                        \r
                        """),
                SsdpMessages.searches("239.255.255.250").stream()
                        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                        .toList());
    }

    @Test
    void anAnswerSaysWhereTheRouterDescribesItself() {
        assertEquals(
                Optional.of(URI.create("http://192.168.1.1:5000/root.xml")),
                location(
                        "HTTP/1.1 200 OK\r\nST: x\r\nLocation: http://192.168.1.1:5000/root.xml\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.168.1.2/",
                "http://router.local/",
                "http://192.168.1.1.example.org/",
                "http://192.168.1.1@203.0.113.5/",
                "http://a@192.168.1.1/",
                "https://192.168.1.1/",
                "file:///etc/passwd",
                "http://192.168.1.1:0/",
                "http://192.168.1.1:65536/",
                "http://192.168.1.1:99999999999/",
                "http://192.168.1.1/ x",
                "/root.xml",
                "",
            })
    void nobodyIsSentElsewhere(String elsewhere) {
        assertEquals(
                Optional.empty(),
                location("HTTP/1.1 200 OK\r\nLOCATION: " + elsewhere + "\r\n\r\n"));
    }

    @Test
    void whatIsNoAnswerIsPassedOver() {
        String rest = "\r\nLOCATION: http://192.168.1.1/\r\n\r\n";
        assertEquals(Optional.empty(), location("NOTIFY * HTTP/1.1" + rest));
        assertEquals(Optional.empty(), location("HTTP/1.1 404 Not Found" + rest));
        assertEquals(Optional.empty(), location(""));
    }
}
