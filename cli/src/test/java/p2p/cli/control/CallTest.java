package p2p.cli.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {

    @Test
    void namesCannotChangeThePath() {
        assertEquals(
                "/groups/a%2F..%3Fb%23c/members/%C3%BC%20%2B",
                Call.delete("groups", "a/..?b#c", "members", "ü +").path());
    }

    @Test
    void queriesLeaveNothingOut() {
        assertEquals(
                "/downloads?group=g&file=a%26b",
                Call.get("downloads")
                        .with("group", "g")
                        .with("x", null)
                        .with("file", "a&b")
                        .path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void whatIsNoNameIsRefused(String name) {
        assertEquals(1, assertThrows(Failure.class, () -> Call.get("groups", name)).exitCode());
    }
}
