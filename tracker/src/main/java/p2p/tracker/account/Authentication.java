package p2p.tracker.account;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import p2p.tracker.request.OpenOperations;
import p2p.tracker.retry.Retries;

/**
 * Lets nobody in without a live session, but to the operations that have to be open. What ended the
 * session itself and is sent again, because its answer was lost, is answered once more.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
class Authentication implements ContainerRequestFilter {

    private final Sessions sessions;
    private final Caller caller;
    private final Retries retries;

    Authentication(Sessions sessions, Caller caller, Retries retries) {
        this.sessions = sessions;
        this.caller = caller;
        this.retries = retries;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String operation = request.getMethod() + " " + request.getUriInfo().getPath();
        if (OpenOperations.contains(operation)) {
            return;
        }
        Optional<LiveSession> session =
                sessions.find(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (session.isPresent()) {
            caller.is(session.get());
        } else if (request.getMethod().equals(HttpMethod.DELETE) && retries.isAnswered()) {
            request.abortWith(Response.noContent().build());
        } else {
            throw Sessions.notLoggedIn();
        }
    }
}
