package p2p.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import p2p.protocol.Json;
import p2p.protocol.Role;
import p2p.protocol.session.TrackerMessage.GroupEvent;

class GroupEventTest {

    @ParameterizedTest
    @EnumSource
    void whatHappenedIsFoundAgain(GroupHappening happening) {
        assertEquals(happening, new GroupEvent(happening, "films", "ann", null, NOW).happening());
    }

    private static final Instant NOW = Instant.parse("2026-02-01T09:30:00Z");

    @Test
    void onTheWireItIsAWord() throws JsonProcessingException {
        String json =
                """
                {"type":"group","event":"removed","group":"films","user":"ann","file":null,\
                "at":"2026-02-01T09:30:00Z"}\
                """;
        var event = new GroupEvent(GroupHappening.REMOVED, "films", "ann", null, NOW);
        assertEquals(
                Json.strict().readTree(json),
                Json.strict()
                        .readTree(
                                Json.strict()
                                        .writerFor(TrackerMessage.class)
                                        .writeValueAsString(event)));
        assertEquals(event, Json.strict().readValue(json, TrackerMessage.class));
    }

    @Test
    void aRoleIsSaidWhereThereIsOne() throws JsonProcessingException {
        var event = GroupEvent.role("films", "ann", Role.READER, NOW);
        String json = Json.strict().writerFor(TrackerMessage.class).writeValueAsString(event);
        assertTrue(json.endsWith("\"role\":\"reader\"}"), json);
        assertEquals(event, Json.strict().readValue(json, TrackerMessage.class));
        var newer =
                (GroupEvent)
                        Json.lenient()
                                .readValue(
                                        json.replace("reader", "archivist"), TrackerMessage.class);
        assertEquals(Role.MEMBER, newer.role());
    }

    @Test
    void whatIsNotKnownKeepsItsWord() throws JsonProcessingException {
        var event =
                (GroupEvent)
                        Json.lenient()
                                .readValue(
                                        "{\"type\":\"group\",\"event\":\"renamed\"}",
                                        TrackerMessage.class);
        assertEquals(GroupHappening.UNKNOWN, event.happening());
        assertEquals("renamed", event.event());
    }
}
