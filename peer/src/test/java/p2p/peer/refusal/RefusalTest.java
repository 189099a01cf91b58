package p2p.peer.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import p2p.protocol.api.Problem;

class RefusalTest {

    @Test
    void aConstantIsItsProblem() {
        assertEquals(
                new Problem(
                        "urn:p2p:problem:no-such-download",
                        "No such download",
                        404,
                        "There is no such download."),
                Refusal.NO_SUCH_DOWNLOAD.because("There is no such download.").problem());
    }

    @Test
    void anAnswerOfSomebodyElseKeepsItsStatus() {
        Refused refused = Refusal.BAD_ANSWER.because(404, "That is no tracker.");
        assertEquals(404, refused.problem().status());
        assertEquals("That is no tracker.", refused.getMessage());
    }

    @Test
    void whatATrackerRefusesTooHasTheSameType() {
        assertEquals(Problem.BAD_FILE, Refusal.BAD_FILE.type());
        assertEquals(Problem.NO_SUCH_FILE, Refusal.NO_SUCH_FILE.type());
    }
}
