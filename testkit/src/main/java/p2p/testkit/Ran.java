package p2p.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import p2p.protocol.Json;

/** What a command printed. In a shell the exit code says only whether it was done: 0 or 1. */
public record Ran(int exitCode, String out, String err) {

    /** The exit code of what did not end in time. */
    public static final int KILLED = 137;

    /** The one document on standard output. */
    public JsonNode document() {
        try {
            return Json.lenient().readTree(out);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + this, e);
        }
    }
}
