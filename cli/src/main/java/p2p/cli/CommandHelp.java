package p2p.cli;

import java.util.LinkedHashSet;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Model.CommandSpec;

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
                    colorScheme().text(spec.usageMessage().description()[0]));
        }
        return table.toString();
    }
}
