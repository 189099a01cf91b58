package p2p.fuzz;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import p2p.protocol.Json;
import p2p.protocol.session.TrackerMessage;

/** What a tracker says to a peer, read as a peer does. */
public final class TrackerMessages {

    private static final ObjectMapper JSON =
            Json.lenient().disable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE);

    private TrackerMessages() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            JSON.readValue(new String(input, StandardCharsets.UTF_8), TrackerMessage.class);
        } catch (JacksonException e) {
            // A peer closes the connection.
        }
    }
}
