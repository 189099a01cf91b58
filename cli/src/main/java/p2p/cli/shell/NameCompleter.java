package p2p.cli.shell;

import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import p2p.cli.control.Failure;
import p2p.cli.control.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completes commands, options, and the names of groups, files, users and paths. */
final class NameCompleter implements Completer {

    private CommandLine commandLine;
    private Surroundings surroundings;

    void use(CommandLine commandLine, Surroundings surroundings) {
        this.commandLine = commandLine;
        this.surroundings = surroundings;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        try {
            if (before.isEmpty()) {
                commands().map(NameCompleter::whole).forEach(candidates::add);
                return;
            }
            CommandLine command = commandLine.getSubcommands().get(before.getFirst());
            if (command == null) {
                return;
            }
            String word = line.word();
            if (word.startsWith("-")) {
                command.getCommandSpec().options().stream()
                        .map(option -> whole(option.longestName()))
                        .forEach(candidates::add);
                return;
            }
            candidates(command, before.subList(1, before.size()), word).forEach(candidates::add);
        } catch (Failure e) {
            candidates.clear();
        }
    }

    private Stream<String> commands() {
        return commandLine.getSubcommands().keySet().stream().filter(name -> !name.contains("-"));
    }

    private Stream<Candidate> candidates(CommandLine command, List<String> before, String word) {
        if (command.getCommandName().equals("help")) {
            return commands().map(NameCompleter::whole);
        }
        List<String> given = before.stream().filter(w -> !w.startsWith("-")).toList();
        var positions = command.getCommandSpec().positionalParameters();
        if (given.size() >= positions.size()) {
            return Stream.empty();
        }
        var known = new KnownNames(surroundings.service());
        return switch (label(positions, given.size())) {
            case "GROUP" -> known.groups().map(NameCompleter::whole);
            case "FILE" ->
                    known.files(command.getCommandName(), given.getFirst())
                            .map(NameCompleter::whole);
            case "USER" ->
                    given.isEmpty()
                            ? Stream.empty()
                            : known.users(command.getCommandName(), given.getFirst())
                                    .map(NameCompleter::whole);
            case "PATH", "DEST" -> LocalPaths.startingWith(word, surroundings);
            default -> Stream.empty();
        };
    }

    private static String label(List<PositionalParamSpec> positions, int index) {
        return positions.get(index).paramLabel();
    }

    private static Candidate whole(String name) {
        return new Candidate(name);
    }
}
