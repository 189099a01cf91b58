package p2p.peer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import p2p.protocol.Role;
import p2p.protocol.session.GroupHappening;
import p2p.protocol.session.TrackerMessage.GroupEvent;

class GroupSentenceTest {

    @ParameterizedTest
    @CsvSource({
        "MODERATOR, bob is a moderator of 'films' now.",
        "MEMBER, bob is a plain member of 'films' now.",
        "READER, 'bob is a reader in ''films'' now, and shares nothing new.'",
    })
    void aRoleIsSaidInASentence(Role role, String sentence) {
        assertEquals(
                sentence, GroupSentence.of(GroupEvent.role("films", "bob", role, Instant.EPOCH)));
    }

    @ParameterizedTest
    @EnumSource
    void everythingThatHappensHasASentence(GroupHappening happening) {
        var event = new GroupEvent(happening, "films", "bob", "x", Instant.EPOCH);
        String sentence = GroupSentence.of(event);
        assertTrue(sentence.contains("'films'") && sentence.endsWith("."), sentence);
    }

    @Test
    void whatANewerTrackerSaysIsShownByItsName() {
        var event = new GroupEvent("renamed", "films", "bob", null, Instant.EPOCH, null, null);
        assertEquals("Something happened in 'films': renamed.", GroupSentence.of(event));
    }
}
