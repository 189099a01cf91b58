package p2p.tracker.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import p2p.protocol.Json;
import p2p.protocol.api.Problem;
import p2p.tracker.refusal.Refused;

/** A problem's body. */
final class ProblemText {

    private static final String REQUEST = "urn:p2p:request:";

    private static final ObjectWriter WRITER = Json.strict().writer();

    private ProblemText() {}

    /** It names the request, by which its operator finds it in the log. */
    static Problem problem(Refused refused) {
        Problem problem = refused.refusal().problem(refused.getMessage());
        return RequestId.current().map(id -> problem.at(REQUEST + id)).orElse(problem);
    }

    /** Where no framework writes it. */
    static String of(Refused refused) {
        try {
            return WRITER.writeValueAsString(problem(refused));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can be written", e);
        }
    }
}
