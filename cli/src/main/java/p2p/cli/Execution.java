package p2p.cli;

import java.io.PrintWriter;
import java.util.List;
import p2p.cli.control.Failure;
import p2p.cli.output.Look;
import p2p.cli.output.Unwritten;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
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
                .setExecutionExceptionHandler((problem, line, parsed) -> failed(root, problem))
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
                        ? " See '" + root.program() + "help' for all commands."
                        : " See '" + root.program() + "help " + command.getCommandName() + "'.";
        root.output().error("usage", sentence(problem) + help);
        return Failure.USAGE;
    }

    private static String sentence(ParameterException problem) {
        return switch (problem) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing ->
                    "Too few words: "
                            + missing.getMissing().getFirst().paramLabel()
                            + " is missing.";
            default -> String.valueOf(problem.getMessage()).replaceFirst("\\.?$", ".");
        };
    }

    private static String unmatched(UnmatchedArgumentException problem) {
        String word = problem.getUnmatched().getFirst();
        if (problem.isUnknownOption()) {
            return word.equals("--json") || word.equals("--home")
                    ? word + " stands before the command."
                    : "There is no option " + word + ".";
        }
        if (problem.getCommandLine().getParent() != null) {
            return "Too many words: '" + word + "' was not expected.";
        }
        List<String> meant =
                problem.getSuggestions().stream()
                        .map(name -> name.replace('-', '_'))
                        .distinct()
                        .toList();
        return "There is no command '"
                + word
                + "'."
                + (meant.isEmpty() ? "" : " Did you mean " + String.join(" or ", meant) + "?");
    }

    private static int failed(Root root, Exception problem) {
        if (problem instanceof Unwritten) {
            return root.output().unwritten();
        }
        if (problem instanceof Failure failure) {
            root.output().error(failure.type(), failure.getMessage());
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
