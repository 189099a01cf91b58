package p2p.peer.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageSessionsTest {

    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final PageSessions sessions = new PageSessions(() -> now, () -> 7979);

    private String word() {
        return sessions.newAddress().address().replaceFirst(".*#", "");
    }

    private PageSessions.Opened opened() {
        return sessions.open(word()).orElseThrow();
    }

    @Test
    void anAddressHas128RandomBitsBehindTheHash() {
        OpenedPage page = sessions.newAddress();
        assertTrue(
                page.address().matches("http://127\\.0\\.0\\.1:7979/open#[0-9a-f]{32}"),
                page.address());
        assertEquals(now.plusSeconds(60), page.expires());
        assertNotEquals(page.address(), sessions.newAddress().address());
    }

    @Test
    void aWordOpensOnceAndWithinAMinute() {
        String word = word();
        now = now.plusSeconds(59);
        assertTrue(sessions.open(word).isPresent());
        assertEquals(Optional.empty(), sessions.open(word));
        String late = word();
        now = now.plusSeconds(60);
        assertEquals(Optional.empty(), sessions.open(late));
        assertEquals(Optional.empty(), sessions.open(late));
        assertEquals(Optional.empty(), sessions.open(""));
    }

    @Test
    void aSessionLivesAsLongAsItIsUsed() {
        PageSessions.Opened opened = opened();
        assertTrue(opened.name().matches("[0-9a-f]{32}"), opened.name());
        assertTrue(opened.secret().matches("[0-9a-f]{64}"), opened.secret());
        for (int i = 0; i < 5; i++) {
            now = now.plus(Duration.ofMinutes(29));
            assertTrue(sessions.admits(opened.name(), opened.secret()));
        }
        now = now.plus(Duration.ofMinutes(29));
        assertTrue(sessions.renews(opened.name()));
        now = now.plus(Duration.ofMinutes(30));
        assertFalse(sessions.admits(opened.name(), opened.secret()));
        assertFalse(sessions.renews(opened.name()));
    }

    @Test
    void onlyItsOwnSecretAdmitsToASession() {
        PageSessions.Opened one = opened();
        PageSessions.Opened other = opened();
        assertFalse(sessions.admits(one.name(), other.secret()));
        assertFalse(sessions.admits(one.name(), null));
        assertFalse(sessions.admits(one.name(), ""));
        assertFalse(sessions.admits("", one.secret()));
        assertTrue(sessions.admits(one.name(), one.secret()));
    }

    @Test
    void theNewestWordsAndTheSessionsUsedLastAreKept() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i <= PageSessions.MOST; i++) {
            words.add(word());
        }
        assertEquals(Optional.empty(), sessions.open(words.getFirst()));
        List<PageSessions.Opened> all = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            all.add(sessions.open(word).orElseThrow());
        }
        assertTrue(sessions.admits(all.getFirst().name(), all.getFirst().secret()));
        opened();
        assertTrue(sessions.admits(all.getFirst().name(), all.getFirst().secret()));
        assertFalse(sessions.admits(all.get(1).name(), all.get(1).secret()));
        assertTrue(sessions.admits(all.get(2).name(), all.get(2).secret()));
    }
}
