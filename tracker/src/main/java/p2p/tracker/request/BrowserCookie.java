package p2p.tracker.request;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** By what a browser is known that is signed in: no script reads it, no other site has it sent. */
public record BrowserCookie(boolean secure, String secret) {

    private static final String PLAIN = "p2p-browser";

    /** A browser takes a cookie of such a name over TLS alone, and for this host alone. */
    private static final String SECURE = "__Host-" + PLAIN;

    /** The one of this request, if it has one. */
    public static Optional<BrowserCookie> of(ContainerRequestContext request) {
        Cookie secure = request.getCookies().get(SECURE);
        if (secure != null) {
            return Optional.of(new BrowserCookie(true, secure.getValue()));
        }
        return Optional.ofNullable(request.getCookies().get(PLAIN))
                .map(plain -> new BrowserCookie(false, plain.getValue()));
    }

    /** What would be its secret, whether it is one or not. */
    static Optional<String> secretOf(HttpServerRequest request) {
        return Stream.of(SECURE, PLAIN)
                .map(request::getCookie)
                .filter(Objects::nonNull)
                .map(io.vertx.core.http.Cookie::getValue)
                .findFirst();
    }

    /** It goes when the browser is closed, if the session has not ended before. */
    public NewCookie toKeep() {
        return written(secret).build();
    }

    public NewCookie toForget() {
        return written("").maxAge(0).build();
    }

    private NewCookie.Builder written(String value) {
        return new NewCookie.Builder(secure ? SECURE : PLAIN)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT);
    }

    @Override
    public String toString() {
        return "BrowserCookie[secret]";
    }
}
