package p2p.tracker.retry;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.regex.Pattern;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.request.BrowserCookie;

/** Notes the key of a request before anything else is asked about it. */
@Provider
@Priority(Priorities.AUTHENTICATION - 100)
class KeyFilter implements ContainerRequestFilter {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[!-~]{16,128}");

    private final RequestKey request;

    KeyFilter(RequestKey request) {
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        String key = context.getHeaderString(HEADER);
        if (key == null || context.getMethod().equals(HttpMethod.GET)) {
            return;
        }
        if (!FORM.matcher(key).matches()) {
            throw Refusal.BAD_REQUEST.because(
                    "An idempotency key has 16 to 128 visible characters; make a random one.");
        }
        URI uri = context.getUriInfo().getRequestUri();
        request.is(
                key,
                sender(context),
                context.getMethod() + " " + uri.getRawPath() + "?" + uri.getRawQuery());
    }

    /** What shows who sends it; nothing where nobody has to be anybody. */
    private static String sender(ContainerRequestContext context) {
        String authorization = context.getHeaderString(HttpHeaders.AUTHORIZATION);
        return authorization != null
                ? authorization
                : BrowserCookie.of(context).map(BrowserCookie::secret).orElse("");
    }
}
