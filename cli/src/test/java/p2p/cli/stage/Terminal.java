package p2p.cli.stage;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import p2p.testkit.Patience;
import p2p.testkit.Programs;

/** A terminal of 80 columns and 24 lines that types and looks, by tmux with a server of its own. */
public final class Terminal implements AutoCloseable {

    private static final Duration A_TRY = Duration.ofSeconds(5);

    private final Path socket;

    private Terminal(Path socket) {
        this.socket = socket;
    }

    public static boolean isThere() {
        return hasProgram("tmux");
    }

    public static boolean hasProgram(String name) {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + name).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs p2p with these words in it. */
    public static Terminal run(Stage stage, List<String> words) throws IOException {
        var program = List.of(Programs.path("p2p").toString());
        return run(stage, program, words);
    }

    /** Runs a program with these words in it. */
    public static Terminal run(Stage stage, List<String> program, List<String> words)
            throws IOException {
        var terminal = new Terminal(stage.folder().resolve(Stage.freshName("tmux-")));
        var command = new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d"));
        command.addAll(List.of("-x", "80", "-y", "24", "-c", stage.folder().toString()));
        // Tests that run in a shell's background ignore Ctrl-C, and what they start does so, too.
        command.addAll(
                List.of(
                        "env",
                        "--default-signal=INT",
                        "JAVA_HOME=" + System.getProperty("java.home")));
        // A shell says how p2p ended: tmux at times misses the end of what it runs.
        command.addAll(
                List.of("sh", "-c", "trap : INT; \"$@\"; echo Exit code $?; read -r _", "sh"));
        command.addAll(program);
        command.addAll(words);
        terminal.tmux(command);
        return terminal;
    }

    /** Types text, or a key such as Enter, Tab, Up or C-c. */
    public void type(String... keys) throws IOException {
        var command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command);
    }

    /** Types a line, and then this key; all of it anew until the screen matches. */
    public void typeUntil(String text, String key, String pattern) throws IOException {
        await().atMost(Programs.PATIENCE)
                .until(() -> {
                    type("C-u", text, key);
                    return Patience.await(A_TRY, () -> screen().matches("(?s).*" + pattern + ".*"));
                });
    }

    public String screen() throws IOException {
        return tmux(List.of("capture-pane", "-p"));
    }

    /** Waits until the screen matches. */
    public void awaitScreen(String pattern) {
        var last = new String[1];
        await().atMost(Programs.PATIENCE)
                .conditionEvaluationListener(condition -> {
                    if (condition.getRemainingTimeInMS() <= 0) {
                        System.out.println(last[0]);
                    }
                })
                .until(() -> {
                    last[0] = screen();
                    return last[0].matches("(?s).*" + pattern + ".*");
                });
    }

    /**
     * Waits for this answer and for the prompt after it, since arrows typed before that may get
     * lost.
     */
    public void awaitAnswer(String pattern) {
        awaitScreen(pattern + ".*\np2p>\\s*$");
    }

    private String tmux(List<String> words) throws IOException {
        var command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(words);
        Process tmux = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (Programs.exitCode(tmux, command) != 0) {
            throw new AssertionError(command + ": " + said);
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        tmux(List.of("kill-server"));
    }
}
