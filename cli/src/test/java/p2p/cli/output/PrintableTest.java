package p2p.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    private static final char ESCAPE = 0x1b;

    @Test
    void escapesWhatSteersATerminal() {
        assertEquals("\\x1b[31mred\\x07", Printable.escape(ESCAPE + "[31mred" + (char) 7));
        assertEquals("a\\nb\\rc\\td", Printable.escape("a\nb\rc\td"));
        assertEquals("\\x9b2J", Printable.escape((char) 0x9b + "2J"));
    }

    @Test
    void escapesWhatDeceivesTheEye() {
        assertEquals("gpj\\u{202e}exe", Printable.escape("gpj" + (char) 0x202e + "exe"));
        assertEquals("a\\u{200b}b", Printable.escape("a" + (char) 0x200b + "b"));
        assertEquals("\\u{2028}\\u{feff}", Printable.escape("" + (char) 0x2028 + (char) 0xfeff));
        assertEquals("\\u{d800}", Printable.escape("" + (char) 0xd800));
    }

    @Test
    void anEscapeCannotBeForged() {
        assertEquals("a\\\\nb", Printable.escape("a\\nb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "holiday 2026.mkv", "Füße.txt", "写真.jpg", "🎬.mkv"})
    void leavesOtherNamesAlone(String name) {
        assertEquals(name, Printable.escape(name));
    }

    @Test
    void measuresColumns() {
        assertEquals(3, Printable.width("abc"));
        assertEquals(4, Printable.width("写真"));
        assertEquals(1, Printable.width("e" + (char) 0x301));
    }

    @Test
    void shortensInTheMiddle() {
        assertEquals("abcdef", Printable.shorten("abcdef", 6));
        assertEquals("abc…xyz", Printable.shorten("abcdefghijklmnopqrstuvwxyz", 7));
        assertEquals("写…真", Printable.shorten("写真写真写真", 6));
        assertEquals("…", Printable.shorten("abcdef", 1));
    }
}
