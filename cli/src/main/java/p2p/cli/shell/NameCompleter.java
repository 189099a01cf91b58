package p2p.cli.shell;

import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.cli.control.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completes commands, options, and the names of groups, files, users and paths. */
final class NameCompleter implements Completer {

    private record Shown(CommandLine commandLine, Surroundings surroundings) {}

    private @Nullable Shown shown;

    void use(CommandLine commandLine, Surroundings surroundings) {
        shown = new Shown(commandLine, surroundings);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (shown != null) {
            complete(shown, line, candidates);
        }
    }

    private static void complete(Shown shown, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        try {
            if (before.isEmpty()) {
                commands(shown).map(NameCompleter::whole).forEach(candidates::add);
                return;
            }
            CommandLine command = shown.commandLine.getSubcommands().get(before.getFirst());
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
            candidates(shown, command, before.subList(1, before.size()), word)
                    .forEach(candidates::add);
        } catch (Failure e) {
            candidates.clear();
        }
    }

    private static Stream<String> commands(Shown shown) {
        return shown.commandLine.getSubcommands().keySet().stream()
                .filter(name -> !name.contains("-"));
    }

    private static Stream<Candidate> candidates(
            Shown shown, CommandLine command, List<String> before, String word) {
        if (command.getCommandName().equals("help")) {
            return commands(shown).map(NameCompleter::whole);
        }
        List<String> given = before.stream().filter(w -> !w.startsWith("-")).toList();
        var positions = command.getCommandSpec().positionalParameters();
        if (given.size() >= positions.size()) {
            return Stream.empty();
        }
        var known = new KnownNames(shown.surroundings.service());
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
            case "DEVICE" -> known.devices().map(NameCompleter::whole);
            case "PATH", "DEST" -> LocalPaths.startingWith(word, shown.surroundings);
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
