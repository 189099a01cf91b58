package p2p.cli.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.protocol.api.Problem;

class FailureTest {

    @ParameterizedTest
    @CsvSource({"400, 1", "401, 1", "403, 1", "404, 1", "409, 1", "500, 1", "502, 3", "503, 3"})
    void theStatusGivesTheExitCode(int status, int exitCode) {
        var problem = new Problem("urn:p2p:problem:not-member", "Title", status, "A sentence.");
        Failure failure = Failure.of(problem);
        assertEquals(exitCode, failure.exitCode());
        assertEquals("not-member", failure.type());
        assertEquals("A sentence.", failure.getMessage());
    }
}
