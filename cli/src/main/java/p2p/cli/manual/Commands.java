package p2p.cli.manual;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that users are told of. */
final class Commands {

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
}
