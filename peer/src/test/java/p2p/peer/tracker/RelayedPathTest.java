package p2p.peer.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.peer.refusal.Refused;

class RelayedPathTest {

    @Test
    void whateverItCameAsItIsEncodedInOneWay() {
        assertEquals(
                "/groups/films/members/%C3%BC%20%2B%3Bx",
                RelayedPath.of("%67roups/films/members/%c3%bc%20+;x", null).target());
        assertEquals("/groups?match=%2e%2e", RelayedPath.of("groups", "match=%2e%2e").target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/groups",
                "groups/",
                "groups//mine",
                ".",
                "..",
                "groups/../../q/metrics",
                "groups/%2e%2e/mine",
                "groups/.%2E/mine",
                "groups/a%2fb",
                "groups/a%5Cb",
                "groups/a%00b",
                "groups/a%0d%0ab",
                "groups/%",
                "groups/%zz"
            })
    void noneLeadsOut(String path) {
        Refused refused = assertThrows(Refused.class, () -> RelayedPath.of(path, null));
        assertEquals("urn:p2p:problem:bad-request", refused.problem().type());
    }
}
