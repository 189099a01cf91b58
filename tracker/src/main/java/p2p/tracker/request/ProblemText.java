package p2p.tracker.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import p2p.protocol.Json;
import p2p.tracker.refusal.Refused;

/** A problem's body where no framework writes it. */
final class ProblemText {

    private static final ObjectWriter WRITER = Json.strict().writer();

    private ProblemText() {}

    static String of(Refused refused) {
        try {
            return WRITER.writeValueAsString(refused.refusal().problem(refused.getMessage()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can be written", e);
        }
    }
}
