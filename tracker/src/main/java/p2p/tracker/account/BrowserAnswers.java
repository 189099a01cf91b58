package p2p.tracker.account;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import p2p.tracker.request.BrowserCookie;

/** What a browser is answered that is signed in is nobody else's: it is not kept, or shown. */
@Provider
class BrowserAnswers implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (BrowserCookie.of(request).isPresent()) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
            response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
            response.getHeaders().putSingle("Cross-Origin-Resource-Policy", "same-origin");
        }
    }
}
