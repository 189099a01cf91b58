package p2p.tracker.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import p2p.protocol.Json;
import p2p.protocol.session.TrackerMessage;

/** What peers are told, as JSON: on its way through the event log, and on the wire. */
@RegisterForReflection(
        targets = {TrackerMessage.class, SeederChange.class},
        registerFullHierarchy = true)
public final class MessageText {

    private static final ObjectReader TRACKER = Json.lenient().readerFor(TrackerMessage.class);
    private static final ObjectReader CHANGE = Json.lenient().readerFor(SeederChange.class);
    private static final ObjectWriter WRITER = Json.strict().writer();
    private static final ObjectWriter MESSAGE = WRITER.forType(TrackerMessage.class);

    private MessageText() {}

    public static String text(TrackerMessage message) {
        try {
            return MESSAGE.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(SeederChange change) {
        try {
            return WRITER.writeValueAsString(change);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static TrackerMessage message(String text) {
        try {
            return TRACKER.readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static SeederChange change(String text) {
        try {
            return CHANGE.readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
