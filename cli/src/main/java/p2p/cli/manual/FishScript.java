package p2p.cli.manual;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for fish. */
final class FishScript {

    private FishScript() {}

    static String of(CommandLine root) {
        var script = new StringBuilder("# Completion of p2p for fish.\n");
        options(script, "__fish_use_subcommand", root.getCommandSpec());
        Commands.of(root)
                .forEach(command -> {
                    script.append("complete -c p2p -f -n __fish_use_subcommand -a ")
                            .append(command.name())
                            .append(" -d ")
                            .append(quoted(Commands.summary(command)))
                            .append('\n');
                });
        for (CommandSpec command : Commands.of(root)) {
            String seen = "__fish_seen_subcommand_from " + String.join(" ", command.names());
            options(script, quoted(seen), command);
            for (PositionalParamSpec parameter : command.positionalParameters()) {
                List<String> words = Commands.words(parameter);
                if (!words.isEmpty()) {
                    script.append("complete -c p2p -f -n ").append(quoted(seen));
                    script.append(" -a ").append(quoted(String.join(" ", words))).append('\n');
                }
            }
            if (Commands.takesPaths(command)) {
                script.append("complete -c p2p -F -n ").append(quoted(seen)).append('\n');
            }
        }
        return script.toString();
    }

    private static void options(StringBuilder script, String condition, CommandSpec command) {
        for (OptionSpec option : command.options()) {
            boolean takesPath = Commands.takesPath(option);
            script.append("complete -c p2p ").append(takesPath ? "" : "-f ");
            script.append("-n ").append(condition);
            for (String name : List.of(option.names())) {
                script.append(name.startsWith("--") ? " -l " : " -s ")
                        .append(name.replaceFirst("^-+", ""));
            }
            if (option.arity().max() > 0) {
                script.append(takesPath ? " -rF" : " -x");
            }
            script.append(" -d ").append(quoted(option.description()[0])).append('\n');
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
