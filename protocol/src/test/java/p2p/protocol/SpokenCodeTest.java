package p2p.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpokenCodeTest {

    private static final int MOST = (1 << 30) - 1;

    @Test
    void itIsReadAsItIsSpoken() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        byte[] bytes = new byte[16];
        for (int i = 0; i < 200; i++) {
            random.nextBytes(bytes);
            SpokenCode code = SpokenCode.of(bytes);
            String words = code.words();
            assertEquals(code, SpokenCode.parse(words), "seed " + seed);
            String said = "  " + words.replace('-', ' ').toUpperCase(Locale.ROOT) + "\n";
            assertEquals(code, SpokenCode.parse(said), "seed " + seed);
            assertTrue(SpokenCode.isMeant(words));
        }
    }

    @Test
    void allOfItsBitsAreSaid() {
        byte[] bytes = new byte[8];
        assertEquals(new SpokenCode(0, 0), SpokenCode.of(bytes));
        assertEquals("abbey-abbey-abbey-abbey-abbey-abbey", SpokenCode.of(bytes).words());
        Arrays.fill(bytes, (byte) -1);
        assertEquals(new SpokenCode(MOST, MOST), SpokenCode.of(bytes));
        assertThrows(IllegalArgumentException.class, () -> new SpokenCode(MOST + 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new SpokenCode(0, -1));
    }

    @Test
    void noWordIsTakenForAnother() {
        var begins = new HashSet<String>();
        var words = new HashSet<String>();
        for (int i = 0; i < 1024; i++) {
            String word = new SpokenCode(i, 0).words().split("-")[2];
            words.add(word);
            begins.add(word.substring(0, 4));
        }
        assertEquals(1024, words.size());
        assertEquals(1024, begins.size());
    }

    @Test
    void whatIsNoneIsRefusedWithAReason() {
        assertEquals("it has six words, and not 5", reason("able able able able able"));
        assertEquals("it has six words, and not 7", reason("able-".repeat(7)));
        assertEquals("'abel' is none of its words", reason("able able abel able able able"));
        assertEquals("'' is none of its words", reason(""));
        assertEquals("'amberr' is none of its words; perhaps it is 'amber'", reason("able amberr"));
        assertEquals("it has six words", reason("able ".repeat(1000)));
    }

    @Test
    void aLinkIsNoCode() {
        assertFalse(SpokenCode.isMeant("http://192.0.2.1:7001/i/g#0123456789abcdefghijklmnop"));
        assertFalse(SpokenCode.isMeant("0123456789abcdefghijklmnop"));
        assertTrue(SpokenCode.isMeant("abel, able"));
    }

    private static @Nullable String reason(String text) {
        return assertThrows(IllegalArgumentException.class, () -> SpokenCode.parse(text))
                .getMessage();
    }
}
