package p2p.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "ann.b_c-d", "9.-_"})
    void aNameOfLettersDigitsAndSomeMarksIsGood(String name) {
        assertEquals(Optional.empty(), Names.whyNotName(name));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ".a", "_a", "-a", "a b", "a/b", "é", "a\n", "a\u0000", "\u0661"})
    void anyOtherNameIsBad(String name) {
        assertTrue(Names.whyNotName(name).isPresent());
    }

    @Test
    void aNameHas64CharactersAtMost() {
        assertEquals(Optional.empty(), Names.whyNotName("x".repeat(64)));
        assertTrue(Names.whyNotName("x".repeat(65)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b.iso", "dir/sub/file", "ünï/文件", "...", "a~", "😀"})
    void aFileMayBeCalledAlmostAnything(String name) {
        assertEquals(Optional.empty(), Names.whyNotFileName(name));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x202E, 0x2066, 0x2069, 0x200F, 0x61C, 0x2028, 0x2029, 0xFEFF, 0xAD, 0xE0001})
    void noNameMisleadsTheEye(int codePoint) {
        String name = "photo" + Character.toString(codePoint) + "gpj.exe";
        assertTrue(Names.whyNotFileName(name).isPresent());
        assertTrue(Names.whyNotName(name).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "می‌خواهم",
                "क्‍ष",
                "👩‍👩‍👧‍👦",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "\u06DD12",
                "שלום",
                "مرحبا"
            })
    void aFileMayBeCalledInAnyScript(String name) {
        assertEquals(Optional.empty(), Names.whyNotFileName(name));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/../b",
                "a/.",
                "a\\b",
                "~/a",
                "~",
                "a\u0000b",
                "a\nb",
                "a\u007fb",
                "a\u0085b",
                "a\ud800"
            })
    void butNothingThatCouldLeaveItsFolder(String name) {
        assertTrue(Names.whyNotFileName(name).isPresent());
    }

    @Test
    void aFilesNameIsBoundedInBytes() {
        String part = "é".repeat(127);
        assertEquals(Optional.empty(), Names.whyNotFileName(part + "x"));
        assertTrue(Names.whyNotFileName(part + "xx").isPresent());
        String four = String.join("/", "x".repeat(255), "x".repeat(255), "x".repeat(255));
        assertEquals(Optional.empty(), Names.whyNotFileName(four + "/" + "x".repeat(255)));
        assertEquals(Optional.empty(), Names.whyNotFileName(four + "/" + "x".repeat(254) + "/y"));
        assertTrue(Names.whyNotFileName(four + "/" + "x".repeat(255) + "/y").isPresent());
    }
}
