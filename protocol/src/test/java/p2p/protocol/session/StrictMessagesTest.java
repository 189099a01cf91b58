package p2p.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.protocol.Json;

/** What a tracker takes for a message of a peer. */
class StrictMessagesTest {

    private static final String FINGERPRINT =
            "abababababababababababababababababababababababababababababababab";

    private static PeerMessage read(String json) throws JsonProcessingException {
        return Json.strict().readValue(json.replace('\'', '"'), PeerMessage.class);
    }

    @Test
    void aMessageIsRead() throws JsonProcessingException {
        assertEquals(new PeerMessage.Ack(3), read("{'type':'ack','messages':3}"));
        assertEquals(new PeerMessage.Ping(), read("{'type':'ping'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'ack','messages':'3'}",
                "{'type':'ack','messages':3.0}",
                "{'type':'ack','messages':null}",
                "{'type':'ack','messages':3,'messages':4}",
                "{'type':'ack','messages':3,'more':4}",
                "{'type':'ack','messages':3} {}",
                "{'type':'ping','type':'pong'}",
                "{'type':'hello','version':1,'program':7,'listen':'192.0.2.7:7070','fingerprint':'"
                        + FINGERPRINT
                        + "','encryption':'on'}",
                "{'type':'hello','version':'1','program':'p','listen':'192.0.2.7:7070','fingerprint':'"
                        + FINGERPRINT
                        + "','encryption':'on'}",
                "{'type':'hello','version':1,'program':'p','listen':'192.0.2.7:7070','fingerprint':'"
                        + FINGERPRINT
                        + "','encryption':0}"
            })
    void whatIsNotOfItsFormIsNone(String json) {
        assertThrows(JsonProcessingException.class, () -> read(json));
    }

    @Test
    void aHelloOfItsFormIsOne() throws JsonProcessingException {
        String hello =
                "{'type':'hello','version':1,'program':'p','listen':'192.0.2.7:7070','fingerprint':'"
                        + FINGERPRINT
                        + "','encryption':'on'}";
        assertEquals(FINGERPRINT, ((PeerMessage.Hello) read(hello)).fingerprint().hex());
    }
}
