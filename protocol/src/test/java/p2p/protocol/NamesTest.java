package p2p.protocol;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "ann.b_c-d", "9.-_"})
    void aNameOfLettersDigitsAndSomeMarksIsGood(String name) {
        assertNull(Names.whyNotName(name));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ".a", "_a", "-a", "a b", "a/b", "é", "a\n", "a\u0000", "\u0661"})
    void anyOtherNameIsBad(String name) {
        assertNotNull(Names.whyNotName(name));
    }

    @Test
    void aNameHas64CharactersAtMost() {
        assertNull(Names.whyNotName("x".repeat(64)));
        assertNotNull(Names.whyNotName("x".repeat(65)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b.iso", "dir/sub/file", "ünï/文件", "...", "a~", "😀"})
    void aFileMayBeCalledAlmostAnything(String name) {
        assertNull(Names.whyNotFileName(name));
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
        assertNotNull(Names.whyNotFileName(name));
    }

    @Test
    void aFilesNameIsBoundedInBytes() {
        String part = "é".repeat(127);
        assertNull(Names.whyNotFileName(part + "x"));
        assertNotNull(Names.whyNotFileName(part + "xx"));
        String four = String.join("/", "x".repeat(255), "x".repeat(255), "x".repeat(255));
        assertNull(Names.whyNotFileName(four + "/" + "x".repeat(255)));
        assertNull(Names.whyNotFileName(four + "/" + "x".repeat(254) + "/y"));
        assertNotNull(Names.whyNotFileName(four + "/" + "x".repeat(255) + "/y"));
    }
}
