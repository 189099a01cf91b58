package p2p.tracker.account;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import p2p.tracker.api.OpenOperations;

/** Lets nobody in without a live session, but to the operations that have to be open. */
@Provider
@Priority(Priorities.AUTHENTICATION)
class Authentication implements ContainerRequestFilter {

    private final Sessions sessions;
    private final Caller caller;

    Authentication(Sessions sessions, Caller caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String operation = request.getMethod() + " " + request.getUriInfo().getPath();
        if (!OpenOperations.contains(operation)) {
            caller.is(
                    sessions.find(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                            .orElseThrow(Sessions::notLoggedIn));
        }
    }
}
