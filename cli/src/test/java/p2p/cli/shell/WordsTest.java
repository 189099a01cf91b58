package p2p.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import p2p.cli.control.Failure;

class WordsTest {

    @Test
    void quotesAndBackslashesKeepSpacesTogether() {
        assertEquals(List.of("upload_file", "a b", "g"), Words.of("upload_file 'a b' g"));
        assertEquals(List.of("upload_file", "a b", "g"), Words.of(" upload_file \"a b\"  g "));
        assertEquals(List.of("upload_file", "a b", "g"), Words.of("upload_file a\\ b g"));
        assertEquals(List.of("login", "u", ""), Words.of("login u ''"));
    }

    @Test
    void emptyLinesAndRemarksHaveNone() {
        assertEquals(List.of(), Words.of("   "));
        assertEquals(List.of(), Words.of("# login alice"));
    }

    @Test
    void anOpenQuoteIsRefused() {
        var failure = assertThrows(Failure.class, () -> Words.of("login 'alice"));
        assertEquals(2, failure.exitCode());
    }
}
