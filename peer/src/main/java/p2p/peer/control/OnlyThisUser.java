package p2p.peer.control;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import p2p.protocol.api.Problem;

/** Turns away whoever does not know the secret: other users of the machine, and web pages. */
@Provider
public class OnlyThisUser implements ContainerRequestFilter {

    private final LocalAccess access;

    public OnlyThisUser(LocalAccess access) {
        this.access = access;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!access.isOpenedBy(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            var problem =
                    new Problem(
                            Problem.TYPE_PREFIX + "not-this-user",
                            "Not this user",
                            401,
                            "Only the user who started this service may use it.");
            request.abortWith(
                    Response.status(401).type(Problem.MEDIA_TYPE).entity(problem).build());
        }
    }
}
