package p2p.tracker.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import p2p.protocol.api.Problem;

/** Makes the problem body of whatever ends a request early. */
@Provider
class ProblemMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable thrown) {
        Refused refused = Refusals.of(thrown);
        Refusal refusal = refused.refusal();
        Response.ResponseBuilder response =
                Response.status(refusal.status())
                        .type(Problem.MEDIA_TYPE)
                        .entity(refusal.problem(refused.getMessage()));
        if (refusal.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        refused.retryAfter()
                .ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, wait.toSeconds()));
        return response.build();
    }
}
