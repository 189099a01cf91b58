package p2p.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.protocol.peer.Fingerprint;

class InvitationLinkTest {

    private static final String CODE = "0123456789abcdefghijklmnop";

    private static final String IDENTITY =
            "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";

    @Test
    void aLinkIsReadAsItIsWritten() {
        var link =
                new InvitationLink(
                        TrackerList.entry(1, "http://192.0.2.1:7001"),
                        "holiday",
                        CODE,
                        Optional.empty());
        assertEquals("http://192.0.2.1:7001/i/holiday#" + CODE, link.toString());
        assertEquals(link, InvitationLink.parse(link.toString()));
        var secure =
                new InvitationLink(
                        TrackerList.entry(1, "https://[::1]:7001"),
                        "holiday",
                        CODE,
                        Optional.of("d'été/ß"));
        assertEquals("https://[::1]:7001/i/holiday#" + CODE + "/ZCfDqXTDqS_Dnw", secure.toString());
        assertEquals(secure, InvitationLink.parse(" " + secure + "\n"));
    }

    @Test
    void itCarriesTheTrackersIdentity() {
        var link =
                new InvitationLink(
                        TrackerList.entry(1, "192.0.2.1:7001 " + IDENTITY),
                        "holiday",
                        CODE,
                        Optional.of("a"));
        assertEquals(
                "https://192.0.2.1:7001/i/holiday#" + CODE + "." + IDENTITY + "/YQ",
                link.toString());
        assertEquals(link, InvitationLink.parse(link.toString()));
        assertEquals(
                Optional.of(new Fingerprint(IDENTITY)),
                InvitationLink.parse("https://a.example/i/g#" + CODE + "." + IDENTITY)
                        .tracker()
                        .identity());
    }

    @Test
    void aPortIsTheSchemesWhereThereIsNone() {
        assertEquals(
                TrackerList.entry(1, "https://tracker.example.org:443"),
                InvitationLink.parse("https://tracker.example.org/i/g#" + CODE).tracker());
        assertEquals(
                TrackerList.entry(1, "[::1]:80"),
                InvitationLink.parse("http://[::1]/i/g#" + CODE).tracker());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "holiday",
                CODE,
                "http://192.0.2.1:7001/i/holiday",
                "http://192.0.2.1:7001/i/holiday#",
                "http://192.0.2.1:7001/i/holiday#0123456789abcdefghijklmno",
                "http://192.0.2.1:7001/i/holiday#0123456789abcdefghijklmnopq",
                "http://192.0.2.1:7001/i/holiday#0123456789abcdefghijklmnoP",
                "http://192.0.2.1:7001/i/#" + CODE,
                "http://192.0.2.1:7001/i/..#" + CODE,
                "http://192.0.2.1:7001/i/a/b#" + CODE,
                "http://192.0.2.1:0/i/holiday#" + CODE,
                "http://192.0.2.1:70001/i/holiday#" + CODE,
                "http://ann@192.0.2.1:7001/i/holiday#" + CODE,
                "ftp://192.0.2.1:7001/i/holiday#" + CODE,
                "http://192.0.2.1:7001/i/holiday#" + CODE + "." + IDENTITY,
                "https://192.0.2.1:7001/i/holiday#" + CODE + ".0a",
                "https://192.0.2.1:7001/i/holiday#" + CODE + "." + IDENTITY + "0",
                "http://192.0.2.1:7001/i/holiday#" + CODE + "/",
                "http://192.0.2.1:7001/i/holiday#" + CODE + "/a",
                "http://192.0.2.1:7001/i/holiday#" + CODE + "/Li4vYQ",
            })
    void whatIsNoWholeLinkIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> InvitationLink.parse(text));
    }
}
