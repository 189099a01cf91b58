package p2p.peer.control;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import p2p.peer.library.HomeTrouble;
import p2p.peer.refusal.Refused;
import p2p.protocol.api.Problem;

/** Says what is wrong with the home folder, for instance that its disk is full. */
@Provider
public class HomeTroubleMapper implements ExceptionMapper<HomeTrouble> {

    private static final int INSUFFICIENT_STORAGE = 507;

    @Override
    public Response toResponse(HomeTrouble trouble) {
        Problem problem =
                Refused.of(INSUFFICIENT_STORAGE, "home", "Home folder", trouble.getMessage())
                        .problem();
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
    }
}
