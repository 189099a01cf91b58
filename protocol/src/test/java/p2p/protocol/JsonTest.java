package p2p.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import org.junit.jupiter.api.Test;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.InviterChoice;
import p2p.protocol.api.Inviters;
import p2p.protocol.api.MemberRole;
import p2p.protocol.api.Standing;

class JsonTest {

    @Test
    void ofATrackerFromBeforeThereIsNoRole() throws JsonProcessingException {
        String json =
                "{\"group\":\"films\",\"owner\":\"ann\",\"members\":2,\"standing\":\"member\"}";
        assertEquals(
                new GroupInfo("films", "ann", 2, Standing.MEMBER, null),
                Json.lenient().readValue(json, GroupInfo.class));
    }

    @Test
    void ofANewerTrackerUnknownWordsAreRead() throws JsonProcessingException {
        String json =
                "{\"group\":\"films\",\"owner\":\"ann\",\"members\":2,\"standing\":\"guest\","
                        + "\"role\":\"archivist\",\"more\":1}";
        assertEquals(
                new GroupInfo("films", "ann", 2, Standing.MEMBER, Role.MEMBER),
                Json.lenient().readValue(json, GroupInfo.class));
        assertEquals(
                new InviterChoice(Inviters.MODERATORS),
                Json.lenient().readValue("{\"inviters\":\"robots\"}", InviterChoice.class));
    }

    @Test
    void whatAPeerSaysIsReadStrictly() {
        assertThrows(
                InvalidFormatException.class,
                () -> Json.strict().readValue("{\"role\":\"archivist\"}", MemberRole.class));
    }
}
