package p2p.peer.control;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import p2p.peer.refusal.Refused;
import p2p.protocol.api.Problem;

/** Passes a refusal on as it is, whether it is a tracker's or this peer's. */
@Provider
public class RefusedMapper implements ExceptionMapper<Refused> {

    @Override
    public Response toResponse(Refused refused) {
        return answer(refused);
    }

    static Response answer(Refused refused) {
        return Response.status(refused.problem().status())
                .type(Problem.MEDIA_TYPE)
                .entity(refused.problem())
                .build();
    }
}
