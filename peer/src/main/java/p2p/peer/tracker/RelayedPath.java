package p2p.peer.tracker;

import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;

/** A path below the trackers' API that somebody asks for by way of the peer, name by name. */
public record RelayedPath(List<String> names, @Nullable String query) {

    /** Where things are sent by who is not logged in. */
    private static final Set<List<String>> OPEN =
            Set.of(
                    List.of("accounts"),
                    List.of("password-resets"),
                    List.of("invitations", "checks"),
                    List.of("invitations", "links"));

    /** Takes both encoded, the query perhaps null; refuses what could lead out of the API. */
    public static RelayedPath of(String path, @Nullable String query) {
        return new RelayedPath(
                Arrays.stream(path.split("/", -1)).map(RelayedPath::name).toList(), query);
    }

    private static String name(String encoded) {
        String name;
        try {
            name = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw noName(encoded);
        }
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw noName(name);
        }
        if (name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
            throw noName(name);
        }
        return name;
    }

    private static Refused noName(String name) {
        return Refusal.BAD_REQUEST.because("'" + name + "' is not a name.");
    }

    /** Encoded in one way alone, whatever it came as. */
    String target() {
        String path =
                names.stream().map(RestRequest::encode).collect(Collectors.joining("/", "/", ""));
        return query == null ? path : path + "?" + query;
    }

    /** Whether it changes what the peer holds or does, so that the peer has to do it itself. */
    boolean isOfThePeer(HttpMethod method) {
        if (method.equals(HttpMethod.GET)) {
            return false;
        }
        return switch (names.getFirst()) {
            case "sessions" -> true;
            case "accounts" -> names.size() == 2;
            case "groups" ->
                    names.size() > 2 && List.of("shares", "downloads").contains(names.get(2));
            default -> false;
        };
    }

    boolean needsNoLogIn(HttpMethod method) {
        return method.equals(HttpMethod.POST) && OPEN.contains(names);
    }
}
