package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.cli.stage.Terminal;
import p2p.testkit.Programs;

/** What Tab does in the shells that people have. */
class CompletionIT {

    private static final String ID = Stage.freshName("c");
    private static final String GROUP = "films-" + ID;

    private static Stage stage;
    private static Person ann;

    @BeforeAll
    static void annSharesSomething() throws IOException {
        assumeTrue(Terminal.isThere(), "tmux is missing: nobody can type into a terminal");
        stage = Stage.shared();
        Path file = Files.writeString(stage.folder().resolve(ID + " clip.bin"), "x");
        String name = "ann-" + ID;
        ann = stage.withService(name);
        for (String[] words :
                new String[][] {
                    {"create_user", name, "password1"},
                    {"login", name, "password1"},
                    {"create_group", GROUP},
                    {"upload_file", file.toString(), GROUP}
                }) {
            assertEquals(0, ann.run(words).exitCode(), String.join(" ", words));
        }
    }

    @AfterAll
    static void annGoes() throws IOException {
        if (ann != null) {
            ann.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bash --noprofile --norc, . <(p2p completion bash)",
        "zsh -f, autoload -U compinit; compinit -D; . <(p2p completion zsh)",
        "fish --no-config, function fish_prompt; echo -n :; end; p2p completion fish | source"
    })
    void namesComeFromTheServiceAndPathsFromTheShell(String shell, String begin)
            throws IOException {
        String name = shell.replaceFirst(" .*", "");
        assumeTrue(Terminal.hasProgram(name), name + " is missing: nothing is completed in it");
        Path bin = Programs.path("p2p").resolveSibling("");
        var environment =
                List.of(
                        "env",
                        "PS1=$ ",
                        "P2P_HOME=" + ann.home(),
                        "PATH=" + bin + ":" + System.getenv("PATH"));
        try (Terminal shown = Terminal.run(stage, environment, List.of(shell.split(" ")))) {
            shown.type("clear; " + begin + "; echo rea''dy", "Enter");
            shown.awaitScreen("ready\n");
            shown.type("p2p stop_", "Tab");
            shown.awaitScreen("p2p stop_share\\s*$");
            shown.typeUntil("p2p stop_share fil", "Tab", "p2p stop_share " + GROUP + "\\s*$");
            shown.typeUntil(
                    "p2p stop_share " + GROUP + " " + ID,
                    "Tab",
                    "p2p stop_share " + GROUP + " " + ID + "\\\\ clip.bin\\s*$");
            shown.type("C-u", "p2p download_file g f --sel", "Tab", "seq", "Tab");
            shown.awaitScreen("p2p download_file g f --select sequential\\s*$");
            shown.type("C-u", "p2p share --group=x /dev/nul", "Tab");
            shown.awaitScreen("p2p share --group=x /dev/null\\s*$");
        }
    }
}
