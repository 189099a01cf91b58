package p2p.cli.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands that users are told of. */
final class Commands {

    private static final Set<String> PATHS = Set.of("PATH", "DEST", "TRACKERS");

    private Commands() {}

    static List<CommandSpec> of(CommandLine root) {
        return root.getSubcommands().values().stream()
                .distinct()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    static String summary(CommandSpec command) {
        return command.usageMessage().description()[0];
    }

    static boolean takesPaths(CommandSpec command) {
        return command.positionalParameters().stream()
                .anyMatch(parameter -> PATHS.contains(parameter.paramLabel()));
    }

    /** Those that can stand here, where there are few; otherwise none. */
    static List<String> words(PositionalParamSpec parameter) {
        var words = new ArrayList<String>();
        if (parameter.completionCandidates() != null) {
            parameter.completionCandidates().forEach(words::add);
        }
        return words;
    }

    static boolean takesPath(ArgSpec argument) {
        return argument.type() == Path.class;
    }
}
