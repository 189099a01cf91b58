package p2p.peer.tracker;

import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request, the same on every tracker; {@code key} lets a change that is retried happen once.
 */
public record RestRequest(
        HttpMethod method,
        String target,
        byte @Nullable [] body,
        @Nullable String token,
        @Nullable String key) {

    static final String API = "/api/v1";

    static RestRequest read(String target, @Nullable String token) {
        return new RestRequest(HttpMethod.GET, API + target, null, token, null);
    }

    static RestRequest change(
            HttpMethod method, String target, byte @Nullable [] body, @Nullable String token) {
        return new RestRequest(method, API + target, body, token, UUID.randomUUID().toString());
    }

    /** The API's own description, which is open to all. */
    static RestRequest document() {
        return new RestRequest(HttpMethod.GET, "/q/openapi?format=json", null, null, null);
    }

    /** A change with the key under which whoever asks may repeat it, or one of its own. */
    static RestRequest relayed(
            HttpMethod method,
            String target,
            byte @Nullable [] body,
            @Nullable String token,
            @Nullable String key) {
        if (method.equals(HttpMethod.GET)) {
            return read(target, token);
        }
        return key == null
                ? change(method, target, body, token)
                : new RestRequest(method, API + target, body, token, key);
    }

    /** A name as a part of the path or of the query. */
    public static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
