package p2p.cli.shell;

import java.time.Duration;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Surroundings;
import picocli.CommandLine;

/** Completes commands, options, and the names of groups, files, users and paths. */
final class NameCompleter implements Completer {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private record Shown(Completions completions, Surroundings surroundings) {}

    private @Nullable Shown shown;

    void use(CommandLine commandLine, Surroundings surroundings) {
        var completions =
                new Completions(commandLine, () -> surroundings.service().within(PATIENCE));
        shown = new Shown(completions, surroundings);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (shown == null) {
            return;
        }
        List<String> before = line.words().subList(0, line.wordIndex());
        var answer = shown.completions.after(before, line.word());
        if (answer.paths()) {
            LocalPaths.startingWith(line.word(), shown.surroundings).forEach(candidates::add);
        }
        answer.words().forEach(word -> candidates.add(new Candidate(word.text())));
    }
}
