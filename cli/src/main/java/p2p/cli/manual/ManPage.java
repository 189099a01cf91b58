package p2p.cli.manual;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** A command's description in the language of man(1). */
final class ManPage {

    private final CommandSpec command;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    static String of(CommandSpec command) {
        return new ManPage(command).write();
    }

    private String write() {
        boolean root = command.parent() == null;
        String name = root ? "p2p" : "p2p-" + command.name();
        page.append(".TH ")
                .append(text(name.toUpperCase(Locale.ROOT)))
                .append(" 1 \"\" p2p \"p2p manual\"\n");
        section("NAME", text(name) + " \\- " + text(summary()));
        section("SYNOPSIS", ".nf\n" + text(synopsis()) + "\n.fi");
        section("DESCRIPTION", paragraphs(command.usageMessage().description()));
        list("OPERANDS", command.positionalParameters().stream());
        list("OPTIONS", command.options().stream());
        if (root) {
            commands();
        } else {
            aliases();
        }
        footer();
        section("EXIT STATUS", "0 done, 1 refused, 2 wrong usage, 3 nobody reachable.");
        if (!root) {
            section("SEE ALSO", ".BR p2p (1)");
        }
        return page.toString();
    }

    private String summary() {
        return Commands.summary(command).replaceFirst("\\.$", "");
    }

    private String synopsis() {
        var help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
        return help.synopsis(0).strip();
    }

    private void section(String title, String content) {
        page.append(".SH ").append(title).append('\n').append(content).append('\n');
    }

    private void list(String title, Stream<? extends ArgSpec> arguments) {
        String entries =
                arguments
                        .filter(argument -> !argument.hidden())
                        .map(ManPage::entry)
                        .collect(Collectors.joining("\n"));
        if (!entries.isEmpty()) {
            section(title, entries);
        }
    }

    private static String entry(ArgSpec argument) {
        String label =
                argument instanceof CommandLine.Model.OptionSpec option
                        ? String.join(", ", option.names())
                                + (option.arity().max() > 0 ? " " + option.paramLabel() : "")
                        : argument.paramLabel();
        return ".TP\n.B " + text(label) + "\n" + text(String.join(" ", argument.description()));
    }

    private void commands() {
        section(
                "COMMANDS",
                Commands.of(command.commandLine()).stream()
                        .map(one ->
                                ".TP\n.BR "
                                        + text("p2p-" + one.name())
                                        + " (1)\n"
                                        + text(Commands.summary(one)))
                        .collect(Collectors.joining("\n")));
    }

    private void aliases() {
        if (command.aliases().length > 0) {
            section("OTHER SPELLING", text(String.join(", ", command.aliases())));
        }
    }

    private void footer() {
        String[] lines = command.usageMessage().footer();
        if (lines.length > 0) {
            section("NOTES", ".nf\n" + paragraphs(lines) + "\n.fi");
        }
    }

    private static String paragraphs(String[] lines) {
        return String.join("\n", lines)
                .replace("%n", "\n")
                .strip()
                .lines()
                .map(ManPage::text)
                .collect(Collectors.joining("\n"));
    }

    /** Words that the typesetter takes as they are. */
    private static String text(String words) {
        String escaped = words.replace("%n", " ").replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
