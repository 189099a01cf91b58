package p2p.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import p2p.cli.control.Service;
import p2p.cli.output.Output;
import p2p.cli.shell.BashLine;
import p2p.cli.shell.Completions;
import p2p.cli.shell.Completions.Word;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Say what can stand at the cursor, to the scripts that {@code completion} prints: first whether
 * names follow or the shell shall offer paths. From bash comes where it breaks words and the line;
 * from the others come the words.
 */
@Command(
        name = "__complete",
        hidden = true,
        description = "Say what can stand at the cursor, to a shell.")
final class CompleteWords implements Callable<Integer> {

    /** Whoever types does not wait; the service is asked, and never started. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private static final String HOME = "--home";

    @ParentCommand private P2p p2p;
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish.")
    private String shell;

    @Parameters(index = "1..*", paramLabel = "WORDS", description = "What is typed.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        return shell.equals("bash") ? bash() : others();
    }

    private int bash() {
        if (words.isEmpty()) {
            return 0;
        }
        var line = BashLine.read(words.getLast(), words.getFirst());
        if (line.before().isEmpty()) {
            return 0;
        }
        var before = line.before().subList(1, line.before().size());
        return say(
                answer(before, line.word()),
                answer ->
                        answer.words().stream()
                                .map(Word::text)
                                .filter(text -> text.startsWith(line.word()))
                                .map(line::replacement));
    }

    private int others() {
        String word = words.isEmpty() ? "" : words.getLast();
        var before = words.isEmpty() ? words : words.subList(0, words.size() - 1);
        return say(
                answer(before, word),
                answer -> answer.words().stream().map(one -> one.text() + "\t" + one.about()));
    }

    private Completions.Answer answer(List<String> before, String word) {
        return new Completions(spec.root().commandLine(), () -> service(before))
                .after(before, word);
    }

    /** That of the home which the line names. */
    private Service service(List<String> before) {
        int option = before.lastIndexOf(HOME);
        Path named =
                option < 0 || option + 1 == before.size() ? null : home(before.get(option + 1));
        return Service.on(p2p.home(named).folder()).within(PATIENCE);
    }

    private static Path home(String typed) {
        return Path.of(
                typed.startsWith("~/")
                        ? System.getProperty("user.home") + typed.substring(1)
                        : typed);
    }

    private interface Lines {
        Stream<String> of(Completions.Answer answer);
    }

    private int say(Completions.Answer answer, Lines lines) {
        Output output = p2p.output();
        output.line(answer.paths() ? "paths" : "names");
        lines.of(answer).forEach(output::line);
        return 0;
    }
}
