package p2p.cli.manual;

import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for zsh. */
final class ZshScript {

    private static final String BEGIN =
            """
            #compdef p2p
            # Completion of p2p for zsh.
            _p2p() {
                local curcontext="$curcontext" state line
                typeset -A opt_args
                _arguments -C \\
            %s
                    '1: :->command' '*:: :->rest'
                case $state in
                command)
                    local -a commands=(
            %s
                    )
                    _describe command commands
                    ;;
                rest)
                    case $words[1] in
            %s
                    esac
                    ;;
                esac
            }
            if [ "$funcstack[1]" = _p2p ]; then
                _p2p "$@"
            else
                compdef _p2p p2p
            fi
            """;

    private ZshScript() {}

    static String of(CommandLine root) {
        String options =
                options(root.getCommandSpec())
                        .map(option -> "        " + option + " \\")
                        .collect(Collectors.joining("\n"));
        String commands =
                Commands.of(root).stream()
                        .map(c -> "            " + quoted(c.name() + ":" + Commands.summary(c)))
                        .collect(Collectors.joining("\n"));
        String rest =
                Commands.of(root).stream().map(ZshScript::rest).collect(Collectors.joining("\n"));
        return BEGIN.formatted(options, commands, rest);
    }

    private static String rest(CommandSpec command) {
        String names = String.join("|", command.names());
        String others = Commands.takesPaths(command) ? "'*: :_files'" : "'*: : '";
        return Stream.of(options(command), places(command), Stream.of(others))
                .flatMap(Function.identity())
                .collect(Collectors.joining(" ", "        " + names + ") _arguments ", " ;;"));
    }

    /** Places of which the words are known. */
    private static Stream<String> places(CommandSpec command) {
        return command.positionalParameters().stream()
                .filter(parameter -> !Commands.words(parameter).isEmpty())
                .map(parameter ->
                        "'%d: :(%s)'"
                                .formatted(
                                        parameter.index().min() + 1,
                                        String.join(" ", Commands.words(parameter))));
    }

    private static Stream<String> options(CommandSpec command) {
        return command.options().stream()
                .flatMap(option -> Stream.of(option.names()).map(name -> option(name, option)));
    }

    private static String option(String name, OptionSpec option) {
        String description = option.description()[0].replaceAll("([\\[\\]:])", "\\\\$1");
        String value =
                option.arity().max() == 0
                        ? ""
                        : ": :" + (Commands.takesPath(option) ? "_files" : " ");
        return quoted(name + "[" + description + "]" + value);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
