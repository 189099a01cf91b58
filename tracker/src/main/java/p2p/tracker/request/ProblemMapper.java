package p2p.tracker.request;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import p2p.protocol.api.Problem;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refusals;
import p2p.tracker.refusal.Refused;

/** Makes the problem body of whatever ends a request early. */
@RegisterForReflection(targets = Problem.class)
final class ProblemMapper {

    /** The second type is named because the framework has an answer of its own to it. */
    @ServerExceptionMapper({Throwable.class, MismatchedInputException.class})
    Response toResponse(Throwable thrown) {
        Refused refused = Refusals.of(thrown);
        Refusal refusal = refused.refusal();
        Response.ResponseBuilder response =
                Response.status(refusal.status())
                        .type(Problem.MEDIA_TYPE)
                        .entity(ProblemText.problem(refused));
        if (refusal.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (refusal == Refusal.TOO_LARGE) {
            response.header("Connection", "close");
        }
        refused.retryAfter()
                .ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, wait.toSeconds()));
        return response.build();
    }
}
