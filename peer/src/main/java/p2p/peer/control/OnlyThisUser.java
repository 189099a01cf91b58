package p2p.peer.control;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import p2p.peer.refusal.Refusal;

/**
 * Turns away whoever does not know the secret, other users of the machine and web pages, but for
 * what {@link BrowserGuard} has let through.
 */
@Provider
public class OnlyThisUser implements ContainerRequestFilter {

    private final LocalAccess access;

    public OnlyThisUser(LocalAccess access) {
        this.access = access;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!BrowserGuard.hasAdmitted(request)
                && !access.isOpenedBy(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            request.abortWith(
                    RefusedMapper.answer(
                            Refusal.NOT_THIS_USER.because(
                                    "Only the user who started this service may use it.")));
        }
    }
}
