package p2p.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import p2p.cli.account.MadePassword;
import p2p.cli.control.Failure;
import p2p.cli.output.Look;
import p2p.cli.output.Unwritten;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into one sentence and an exit code. */
final class Execution {

    private static final int NARROWEST_HELP = 55;

    private Execution() {}

    static CommandLine of(Root root) {
        Look look = root.look();
        return new CommandLine(root)
                .setParameterExceptionHandler((problem, words) -> misused(root, problem))
                .setExecutionExceptionHandler(
                        (problem, line, parsed) -> failed(root, problem, line))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(look.colour() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.max(NARROWEST_HELP, look.columns()))
                .setOut(new PrintWriter(root.out(), true, root.out().charset()))
                .setHelpFactory(CommandHelp::new)
                .setExpandAtFiles(false)
                .setAbbreviatedOptionsAllowed(false);
    }

    private static int misused(Root root, ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String help =
                command.getParent() == null
                        ? " See '" + root.command("help") + "' for all commands."
                        : " See '" + root.command("help " + command.getCommandName()) + "'.";
        root.output().error("usage", sentence(problem) + kept(root, command, problem) + help);
        return Failure.USAGE;
    }

    /** The account that logs in on this home without a password. */
    private static String kept(Root root, CommandLine command, ParameterException problem) {
        return problem instanceof MissingParameterException
                        && command.getCommandName().equals("login")
                ? MadePassword.onlyUser(root.home().folder().toString())
                        .map(user -> " Here it is " + user + ".")
                        .orElse("")
                : "";
    }

    private static String sentence(ParameterException problem) {
        return switch (problem) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing -> missing(missing);
            case ParameterException of when isAboutHelp(of) ->
                    noCommand(String.valueOf(of.getValue()), of.getCommandLine());
            default ->
                    String.valueOf(problem.getMessage())
                            .replaceFirst(
                                    "^Invalid value for option '([^']+)'(?: \\([^)]*\\))?: ",
                                    "$1: ")
                            .replaceFirst(
                                    "^Invalid value for positional parameter at index [^ ]+ \\(([^)]*)\\): ",
                                    "$1: ")
                            .replaceFirst("is not an? (int|long|double)\\b", "is not a number")
                            .replaceFirst("\\.?$", ".");
        };
    }

    private static String missing(MissingParameterException problem) {
        List<String> labels =
                problem.getMissing().getFirst() instanceof PositionalParamSpec first
                        ? from(first, problem.getCommandLine())
                        : problem.getMissing().stream().map(ArgSpec::paramLabel).toList();
        return "Too few words: "
                + String.join(" and ", labels)
                + (labels.size() == 1 ? " is missing." : " are missing.");
    }

    /** This word and those that have to come after it. */
    private static List<String> from(PositionalParamSpec first, CommandLine command) {
        return command.getCommandSpec().positionalParameters().stream()
                .filter(word -> word.required() && word.index().min() >= first.index().min())
                .map(ArgSpec::paramLabel)
                .toList();
    }

    private static String unmatched(UnmatchedArgumentException problem) {
        String word = problem.getUnmatched().getFirst();
        if (problem.isUnknownOption()) {
            return "There is no option "
                    + word
                    + "."
                    + meant(
                            NearWord.ofOption(
                                    word,
                                    problem.getCommandLine()
                                            .getCommandSpec()
                                            .optionsMap()
                                            .keySet()));
        }
        if (problem.getCommandLine().getParent() != null) {
            return "Too many words: '" + word + "' was not expected.";
        }
        return noCommand(word, problem.getCommandLine());
    }

    /** {@code help} is picocli's, and so are its words. */
    private static boolean isAboutHelp(ParameterException problem) {
        return String.valueOf(problem.getMessage()).startsWith("Unknown subcommand ");
    }

    private static String noCommand(String word, CommandLine root) {
        return "There is no command '"
                + word
                + "'."
                + meant(NearWord.of(word, root.getSubcommands().keySet()));
    }

    private static String meant(Optional<String> near) {
        return near.map(word -> " Did you mean " + word + "?").orElse("");
    }

    private static int failed(Root root, Exception problem, CommandLine command) {
        if (problem instanceof Unwritten) {
            return root.output().unwritten();
        }
        if (problem instanceof Failure failure) {
            String near = meant(NearName.of(command, root, failure));
            root.output().error(failure.type(), failure.getMessage() + near);
            return failure.exitCode();
        }
        root.output()
                .error(
                        "internal",
                        "This is a mistake in p2p itself: "
                                + problem.getClass().getSimpleName()
                                + (problem.getMessage() == null
                                        ? ""
                                        : ": " + problem.getMessage()));
        return Failure.REFUSED;
    }
}
