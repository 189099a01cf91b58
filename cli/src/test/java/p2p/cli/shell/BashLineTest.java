package p2p.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BashLineTest {

    private static BashLine line(String text) {
        return BashLine.read(text, " \t\n\"'@><=;|&(:");
    }

    @Test
    void wordsAreAsBashHasThem() {
        BashLine line = line("p2p  stop_share 'my films' a\\ b\"c d\" x");
        assertEquals(List.of("p2p", "stop_share", "my films", "a bc d"), line.before());
        assertEquals("x", line.word());
        assertEquals("", line("p2p share ").word());
        assertEquals("a'b \\c", line("p2p \"a'b \\c").word());
    }

    @Test
    void whatIsPutThereIsQuotedAsTheWordHasBegun() {
        assertEquals("a\\ b\\(1\\).mkv", line("p2p a").replacement("a b(1).mkv"));
        assertEquals("a b's.mkv", line("p2p \"a b").replacement("a b's.mkv"));
        assertEquals("a\\$b", line("p2p \"a").replacement("a$b"));
        assertEquals("a b(1).mkv", line("p2p 'a").replacement("a b(1).mkv"));
        assertEquals("Füße.mkv", line("p2p F").replacement("Füße.mkv"));
    }

    @Test
    void whatStandsBeforeABreakIsLeftThere() {
        assertEquals("sequential", line("p2p x --select=seq").replacement("--select=sequential"));
        assertEquals("b.mkv", line("p2p a:b").replacement("a:b.mkv"));
        assertEquals("a\\:b.mkv", line("p2p a\\:b").replacement("a:b.mkv"));
    }
}
