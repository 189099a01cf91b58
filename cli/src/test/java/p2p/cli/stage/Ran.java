package p2p.cli.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What a command printed. In a shell the exit code says only whether it was done: 0 or 1. */
public record Ran(int exitCode, String out, String err) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The one document on standard output. */
    public JsonNode document() {
        try {
            return JSON.readTree(out);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + this, e);
        }
    }
}
