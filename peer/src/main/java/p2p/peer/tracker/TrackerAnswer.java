package p2p.peer.tracker;

/** What a tracker answered, as it came; {@code type} is the body's media type, or empty. */
public record TrackerAnswer(int status, String type, byte[] body) {

    public boolean isEmpty() {
        return body.length == 0;
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    boolean isRefusal() {
        return status >= 400;
    }

    boolean isJson() {
        return type.startsWith("application/json") || type.startsWith("application/problem+json");
    }
}
