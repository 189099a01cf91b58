package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.cli.stage.Stage;
import p2p.testkit.Programs;
import p2p.testkit.Ran;

/** What is printed and does not arrive was not done. */
class UnwrittenIT {

    private static final Path FULL = Path.of("/dev/full");
    private static final String SENTENCE =
            "p2p: The result cannot be written to standard output; is the disk full?\n";

    @ParameterizedTest
    @ValueSource(strings = {"--version", "help login", "completion bash"})
    void isSaidAndIsTheExitCode(String words) throws IOException {
        Path folder = Stage.shared().folder();
        Ran ran = Programs.p2p(folder, "", FULL, List.of(words.split(" ")));
        assertEquals(new Ran(1, "", SENTENCE), ran);
    }

    @Test
    void aRefusalThatCannotBeADocumentIsASentence() throws IOException {
        Path folder = Stage.shared().folder();
        var words = List.of("--json", "--home", folder.resolve("none").toString(), "status");
        Ran ran = Programs.p2p(folder, "", FULL, words);
        assertEquals(3, ran.exitCode());
        assertTrue(ran.err().startsWith("p2p: No p2p service runs on "), ran::toString);
    }

    @Test
    void aShellSaysItOfEveryAnswer() throws IOException {
        Stage stage = Stage.shared();
        var words = List.of("client", "127.0.0.1:0", stage.trackerInfo().toString());
        Ran ran = Programs.p2p(stage.folder(), "trackers\n--json status\n", FULL, words);
        assertEquals(new Ran(1, "", SENTENCE + SENTENCE), ran);
    }

    @Test
    void withoutAReaderItEndsAsBySigpipe() throws Exception {
        String script = "{ \"$0\" completion bash; echo $? >&2; } | true";
        Process shell =
                new ProcessBuilder("sh", "-c", script, Programs.path("p2p").toString())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .start();
        String said = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        assertEquals("141\n", said);
    }
}
