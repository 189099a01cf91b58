package p2p.peer.control;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import p2p.peer.refusal.Refused;

/** What a body's own type refuses is told in its words; reading wraps it up. */
@Provider
public class BadBodyMapper implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return RefusedMapper.answer(refused);
            }
        }
        return failed.getResponse();
    }
}
