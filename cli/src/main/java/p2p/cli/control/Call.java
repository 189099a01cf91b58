package p2p.cli.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request to the service; its path is made of segments that may hold anything. */
public record Call(String method, String path, @Nullable Object body, Duration patience) {

    private static final Duration USUAL = Duration.ofMinutes(3);
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    public static Call get(String... segments) {
        return new Call("GET", join(segments), null, USUAL);
    }

    public static Call post(String... segments) {
        return new Call("POST", join(segments), null, USUAL);
    }

    public static Call put(String... segments) {
        return new Call("PUT", join(segments), null, USUAL);
    }

    public static Call delete(String... segments) {
        return new Call("DELETE", join(segments), null, USUAL);
    }

    public Call body(Object body) {
        return new Call(method, path, body, patience);
    }

    /** Of what a service that is well answers without asking anybody. */
    public Call atOnce() {
        return new Call(method, path, body, AT_ONCE);
    }

    /** Adds a query parameter, unless its value is null. */
    public Call with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        String separator = path.indexOf('?') < 0 ? "?" : "&";
        return new Call(
                method, path + separator + name + "=" + encode(value.toString()), body, patience);
    }

    private static String join(String[] segments) {
        return Arrays.stream(segments).map(Call::segment).collect(Collectors.joining("/", "/", ""));
    }

    private static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw Failure.refused("bad-name", "'" + text + "' is not a name.");
        }
        return encode(text);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
