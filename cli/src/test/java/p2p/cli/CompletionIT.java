package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.cli.stage.Terminal;
import p2p.testkit.Programs;

/** What Tab does in the shells that people have. */
class CompletionIT {

    private final String id = Stage.freshName("c");
    private final String ann = "ann-" + id;
    private final String group = "films-" + id;

    @ParameterizedTest
    @CsvSource({
        "bash --noprofile --norc, . <(p2p completion bash)",
        "zsh -f, autoload -U compinit; compinit -D; . <(p2p completion zsh)",
        "fish --no-config, p2p completion fish | source"
    })
    void namesComeFromTheServiceAndPathsFromTheShell(String shell, String begin)
            throws IOException {
        assumeTrue(Terminal.isThere(), "tmux is missing: nobody can type into a terminal");
        String name = shell.replaceFirst(" .*", "");
        assumeTrue(Terminal.hasProgram(name), name + " is missing: nothing is completed in it");
        Stage stage = Stage.shared();
        Path file = stage.folder().resolve(id + " clip.bin");
        Files.writeString(file, "x");
        try (Person annsPeer = stage.withService(ann)) {
            for (String[] words :
                    new String[][] {
                        {"create_user", ann, "password1"},
                        {"login", ann, "password1"},
                        {"create_group", group},
                        {"upload_file", file.toString(), group},
                        {"list_files", group}
                    }) {
                assertEquals(0, annsPeer.run(words).exitCode(), String.join(" ", words));
            }
            Path folder = Programs.path("p2p").resolveSibling("");
            try (Terminal shown =
                    Terminal.run(
                            stage,
                            List.of(
                                    "env",
                                    "PS1=$ ",
                                    "P2P_HOME=" + annsPeer.home(),
                                    "PATH=" + folder + ":" + System.getenv("PATH")),
                            List.of(shell.split(" ")))) {
                shown.type("clear; " + begin + "; echo rea''dy", "Enter");
                shown.awaitScreen("\nready\n.*");
                shown.type("p2p stop_", "Tab");
                shown.awaitScreen("p2p stop_share\\s*$");
                shown.typeUntil("fil", "Tab", "p2p stop_share " + group + "\\s*$");
                shown.typeUntil(
                        id, "Tab", "p2p stop_share " + group + " " + id + "\\\\ clip.bin\\s*$");
                shown.type("C-u");
                shown.type("p2p download_file g f --sel", "Tab", "seq", "Tab");
                shown.awaitScreen("p2p download_file g f --select sequential\\s*$");
                shown.type("C-u");
                shown.type("p2p share --group=x /etc/hostna", "Tab");
                shown.awaitScreen("p2p share --group=x /etc/hostname\\s*$");
                shown.type("C-u");
                shown.type("p2p share " + stage.folder().toString().replaceFirst("..$", ""), "Tab");
                shown.awaitScreen("p2p share " + stage.folder() + "/?\\s*$");
            }
        }
    }
}
