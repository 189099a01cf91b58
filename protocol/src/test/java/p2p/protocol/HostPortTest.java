package p2p.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7001", "example.org:0", "[::1]:65535", "[fe80::1%eth0]:1"})
    void isReadBackAsItWasWritten(String text) {
        assertEquals(text, HostPort.parse(text).toString());
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        assertEquals(new HostPort("::1", 7001), HostPort.parse("[::1]:7001"));
        assertThrows(IllegalArgumentException.class, () -> HostPort.parse("::1:7001"));
    }

    @Test
    void knowsWhatStandsForAllAddresses() {
        assertTrue(HostPort.parse("0.0.0.0:9900").isAnyAddress());
        assertTrue(HostPort.parse("[::]:9900").isAnyAddress());
        assertFalse(HostPort.parse("10.0.0.1:9900").isAnyAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":1",
                "a",
                "a:",
                "a:b",
                "a:-1",
                "a:65536",
                "a:123456",
                "a b:1",
                "[]:1",
                "a/b:1",
                "a:1 ",
                "é:1",
                "a\n:1"
            })
    void anythingElseIsRefusedWithASentence(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
        assertEquals(false, String.valueOf(e.getMessage()).isBlank());
    }

    @Test
    void isTextInJson() throws Exception {
        var json = Json.strict();
        assertEquals("\"a:1\"", json.writeValueAsString(new HostPort("a", 1)));
        assertEquals(new HostPort("a", 1), json.readValue("\"a:1\"", HostPort.class));
    }
}
