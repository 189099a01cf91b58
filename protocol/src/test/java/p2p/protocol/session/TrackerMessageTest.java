package p2p.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import p2p.protocol.Json;
import p2p.protocol.file.FileId;

class TrackerMessageTest {

    private static final FileRef FILE = new FileRef("films", "x", new FileId("ab".repeat(32)));
    private static final String PROBLEM = "urn:p2p:problem:no-such-file";

    private static Stream<Arguments> messagesThatSayWhy() {
        return Stream.of(
                Arguments.of("ended", new TrackerMessage.Ended("logged-out", "Because.")),
                Arguments.of(
                        "want-refused", new TrackerMessage.WantRefused(FILE, PROBLEM, "Because.")),
                Arguments.of(
                        "serve-refused",
                        new TrackerMessage.ServeRefused(FILE, PROBLEM, "Because.")));
    }

    @ParameterizedTest
    @MethodSource("messagesThatSayWhy")
    void whatAMessageIsStandsInItOnce(String type, TrackerMessage message)
            throws JsonProcessingException {
        ObjectMapper strict = Json.strict().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        String json = strict.writerFor(TrackerMessage.class).writeValueAsString(message);
        JsonNode tree = strict.readTree(json);
        assertEquals(type, tree.get("type").asText());
        assertEquals(message, strict.readValue(json, TrackerMessage.class));
    }

    @Test
    void whatAnEarlierTrackerSaysIsUnderstood() throws JsonProcessingException {
        assertEquals(
                new TrackerMessage.Ended("logged-out", "Because."),
                Json.lenient()
                        .readValue(
                                "{\"type\":\"ended\",\"type\":\"logged-out\",\"reason\":\"Because.\"}",
                                TrackerMessage.class));
        assertEquals(
                new TrackerMessage.WantRefused(FILE, PROBLEM, "Because."),
                Json.lenient()
                        .readValue(
                                ("{\"type\":\"want-refused\",\"file\":{\"group\":\"films\","
                                                + "\"file\":\"x\",\"id\":\"%s\"},\"type\":\"%s\","
                                                + "\"reason\":\"Because.\"}")
                                        .formatted("ab".repeat(32), PROBLEM),
                                TrackerMessage.class));
    }
}
