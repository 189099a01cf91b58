package p2p.peer.control;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import p2p.page.PageFile;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;

/**
 * Lets through what this service's own page asks for: under its own address, from its own origin,
 * and, for all that is somebody's, with the session's cookie.
 */
@ByBrowser
@Provider
@Priority(Priorities.AUTHENTICATION)
public class BrowserGuard implements ContainerRequestFilter, ContainerResponseFilter {

    static final String COOKIE = "p2p-page";

    /** The part of a path that names a session. */
    static final String SESSION = "session";

    private static final String ADMITTED = BrowserGuard.class.getName();
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> FROM_HERE = Set.of("same-origin", "none");

    private final PageSessions sessions;

    public BrowserGuard(PageSessions sessions) {
        this.sessions = sessions;
    }

    static boolean hasAdmitted(ContainerRequestContext request) {
        return Boolean.TRUE.equals(request.getProperty(ADMITTED));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String session = request.getUriInfo().getPathParameters().getFirst(SESSION);
        if (!isFromHere(request, session != null)) {
            request.abortWith(
                    answer(
                            Refusal.NOT_THIS_PAGE.because(
                                    "Only the page that 'p2p open' opens may ask for this.")));
        } else if (session != null && !sessions.admits(session, secret(request))) {
            request.abortWith(
                    answer(
                            Refusal.NOT_THIS_USER.because(
                                    "This page is not open any more; run 'p2p open' again.")));
        } else {
            request.setProperty(ADMITTED, true);
        }
    }

    private boolean isFromHere(ContainerRequestContext request, boolean inSession) {
        String origin = request.getHeaderString("Origin");
        boolean isFromPage =
                origin == null
                        ? READING.contains(request.getMethod())
                        : origin.equals(sessions.origin());
        String site = request.getHeaderString("Sec-Fetch-Site");
        return sessions.host().equals(request.getHeaderString(HttpHeaders.HOST))
                && isFromPage
                && (!inSession || site == null || FROM_HERE.contains(site));
    }

    private static @Nullable String secret(ContainerRequestContext request) {
        Cookie cookie = request.getCookies().get(COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    /** With its headers, for where news are asked for no filter sees the answer. */
    private static Response answer(Refused refused) {
        Response answer = RefusedMapper.answer(refused);
        headers().forEach((name, value) -> answer.getHeaders().putSingle(name, value));
        return answer;
    }

    /** Those of an answer that is not kept. */
    static Map<String, String> headers() {
        var headers = new HashMap<>(PageFile.HEADERS);
        headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
        return headers;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        headers().forEach((name, value) -> response.getHeaders().putIfAbsent(name, List.of(value)));
    }
}
