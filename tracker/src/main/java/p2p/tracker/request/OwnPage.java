package p2p.tracker.request;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;

/**
 * Whether a request comes from this tracker's own page. Another site can have a browser send one,
 * but not with these headers.
 */
public final class OwnPage {

    private static final String JSON = "application/json";

    private OwnPage() {}

    /** Refuses what another page, or none, has sent; {@code secure} is for a page over TLS. */
    public static void require(HttpServerRequest request, boolean secure) {
        String site = request.getHeader("Sec-Fetch-Site");
        if ((site != null && !site.equals("same-origin")) || !isFromHere(request, secure)) {
            throw notThisPage();
        }
        if (!request.method().equals(HttpMethod.GET) && !isJson(request)) {
            throw Refusal.WRONG_MEDIA_TYPE.because(
                    "A page's requests say 'Content-Type: application/json'.");
        }
    }

    /** Whether the page that sent it was got over TLS, be it that of a proxy. */
    public static boolean isSecure(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && origin.startsWith("https://");
    }

    private static boolean isFromHere(HttpServerRequest request, boolean secure) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return request.method().equals(HttpMethod.GET);
        }
        String host = request.getHeader(HttpHeaders.HOST);
        return origin.equalsIgnoreCase("https://" + host)
                || (!secure && !request.isSSL() && origin.equalsIgnoreCase("http://" + host));
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(JSON);
    }

    private static Refused notThisPage() {
        return Refusal.NOT_THIS_PAGE.because(
                "Only this tracker's own page may ask for this; open the tracker's address in the"
                        + " browser.");
    }
}
