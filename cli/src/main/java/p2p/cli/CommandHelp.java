package p2p.cli;

import java.util.LinkedHashSet;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lists every command by one name, though the other spelling is understood, too. */
final class CommandHelp extends Help {

    private static final int NAMES = 20;

    CommandHelp(CommandSpec command, ColorScheme colours) {
        super(command, colours);
    }

    @Override
    public String commandList(Map<String, Help> commands) {
        int rest = commandSpec().usageMessage().width() - NAMES;
        var table =
                TextTable.forColumns(
                        colorScheme(),
                        new Column(NAMES, 2, Overflow.SPAN),
                        new Column(rest, 1, Overflow.WRAP));
        for (Help command : new LinkedHashSet<>(commands.values())) {
            CommandSpec spec = command.commandSpec();
            table.addRowValues(
                    colorScheme().commandText(spec.name()),
                    colorScheme().text(sentence(spec.usageMessage())));
        }
        return table.toString();
    }

    private static String sentence(UsageMessageSpec usage) {
        return usage.header().length > 0 ? usage.header()[0] : usage.description()[0];
    }
}
