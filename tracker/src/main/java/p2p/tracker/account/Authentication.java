package p2p.tracker.account;

import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.request.BrowserCookie;
import p2p.tracker.request.BrowserOperations;
import p2p.tracker.request.OpenOperations;
import p2p.tracker.request.OwnPage;
import p2p.tracker.retry.Retries;

/**
 * Lets nobody in without a live session, but to the operations that have to be open; a browser that
 * is signed in to those that are for browsers. What ended the session itself and is sent again,
 * because its answer was lost, is answered once more.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
class Authentication implements ContainerRequestFilter {

    private final Sessions sessions;
    private final Browsers browsers;
    private final Caller caller;
    private final HttpServerRequest connection;
    private final Retries retries;

    Authentication(
            Sessions sessions,
            Browsers browsers,
            Caller caller,
            HttpServerRequest connection,
            Retries retries) {
        this.sessions = sessions;
        this.browsers = browsers;
        this.connection = connection;
        this.caller = caller;
        this.retries = retries;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String operation = request.getMethod() + " " + request.getUriInfo().getPath();
        if (OpenOperations.contains(operation)) {
            return;
        }
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        Optional<BrowserCookie> cookie = BrowserCookie.of(request);
        if (authorization == null && cookie.isPresent()) {
            caller.is(browser(cookie.get(), request));
            return;
        }
        Optional<LiveSession> session = sessions.find(authorization);
        if (session.isPresent()) {
            caller.is(session.get());
        } else if (request.getMethod().equals(HttpMethod.DELETE) && retries.isAnswered()) {
            request.abortWith(Response.noContent().build());
        } else {
            throw Sessions.notLoggedIn();
        }
    }

    private Browser browser(BrowserCookie cookie, ContainerRequestContext request) {
        OwnPage.require(connection, cookie.secure());
        if (!BrowserOperations.contains(request.getMethod() + " " + sentPath(request))) {
            throw Refusal.NOT_FOR_BROWSERS.because(
                    "A browser may not do this; the p2p program on your machine may.");
        }
        // Somebody between browser and tracker could have set one that is not for TLS alone.
        if (!cookie.secure() && (connection.isSSL() || OwnPage.isSecure(connection))) {
            throw Sessions.notLoggedIn();
        }
        return SessionToken.of(cookie.secret())
                .flatMap(browsers::find)
                .orElseThrow(Sessions::notLoggedIn);
    }

    /** With its escapes, below the API's own path. */
    private static String sentPath(ContainerRequestContext request) {
        return request.getUriInfo().getRequestUri().getRawPath().replaceFirst("^/api/v1", "");
    }
}
