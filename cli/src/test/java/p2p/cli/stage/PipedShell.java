package p2p.cli.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import p2p.testkit.Programs;
import p2p.testkit.Ran;

/** A {@code p2p client} that reads its commands from a pipe. */
public final class PipedShell implements Person {

    /** Its answer, whose form only set_limit's has, ends what a command before it printed. */
    private static final String MARK = "--json set_limit";

    private static final String MARKED = "{\"up\":";

    private final Process process;
    private final Path home;
    private final Path errors;
    private final BufferedReader out;

    private PipedShell(Process process, Path home, Path errors) {
        this.process = process;
        this.home = home;
        this.errors = errors;
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    static PipedShell start(Stage stage, String name, String listen) throws IOException {
        Path home = stage.folder().resolve("home-" + name);
        Path errors = stage.folder().resolve("shell-" + name + ".err");
        var words =
                List.of(
                        "--home",
                        home.toString(),
                        "client",
                        listen,
                        stage.trackerInfo().toString(),
                        stage.trackerInfo().toString());
        Process process =
                Programs.builder("p2p", stage.folder(), words)
                        .redirectError(errors.toFile())
                        .start();
        return new PipedShell(process, home, errors);
    }

    @Override
    public Ran run(String... words) throws IOException {
        return runWithInput("", words);
    }

    @Override
    public Ran runWithInput(String input, String... words) throws IOException {
        long said = Files.size(errors);
        String line = Arrays.stream(words).map(PipedShell::quoted).collect(Collectors.joining(" "));
        write(line + "\n" + input + MARK + "\n");
        var lines = new ArrayList<String>();
        boolean answersAlike = List.of(words).contains("--json") && isSetLimit(words);
        for (String read = next(); answersAlike || !read.startsWith(MARKED); read = next()) {
            lines.add(read);
            answersAlike = false;
        }
        String printed = lines.stream().map(l -> l + "\n").collect(Collectors.joining());
        String err = errorsAfter(said);
        boolean refused =
                err.lines().anyMatch(l -> l.startsWith("p2p: "))
                        || printed.startsWith("{\"error\":");
        return new Ran(refused ? 1 : 0, printed, err);
    }

    private static boolean isSetLimit(String... words) {
        return Arrays.stream(words).anyMatch(word -> word.matches("set[_-]limit"));
    }

    private String next() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("the shell ended: " + Files.readString(errors));
        }
        return line;
    }

    private void write(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    private static String quoted(String word) {
        return "'" + word + "'";
    }

    private String errorsAfter(long said) throws IOException {
        try (var file = new RandomAccessFile(errors.toFile(), "r")) {
            file.seek(said);
            byte[] rest = new byte[(int) (file.length() - said)];
            file.readFully(rest);
            return new String(rest, StandardCharsets.UTF_8);
        }
    }

    @Override
    public Path home() {
        return home;
    }

    public void kill9() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public int end() throws IOException {
        process.getOutputStream().close();
        return Programs.exitCode(process, "shell");
    }

    @Override
    public void close() {
        process.destroy();
        Programs.exitCode(process, "shell");
    }
}
