package p2p.cli.group;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.Table;
import p2p.protocol.api.AuditEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Show who came into a group of yours, left it, or was given a role, and by whom. */
@Command(
        name = "audit",
        description = "Show who came into a group that you own, left it, or was given a role.",
        footer = {"", "Example:", "  p2p audit film --last 20"})
public final class Audit extends ServiceCommand {

    private static final int MOST = 100_000;

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "50",
            description = "So many entries, the last ones; ${DEFAULT-VALUE} when left out.")
    private int last;

    @Override
    protected int run(Service service, Output output) {
        if (last < 1 || last > MOST) {
            throw Failure.usage("--last takes a number from 1 to " + MOST + ".");
        }
        List<AuditEntry> newestFirst =
                service.pages(
                        Call.get("tracker", "groups", group, "audit"), AuditEntry.class, last);
        var table =
                new Table<AuditEntry>()
                        .time("WHEN", AuditEntry::at)
                        .text("WHAT", AuditEntry::what)
                        .text("USER", AuditEntry::user)
                        .text("DETAILS", entry -> details(entry.details()));
        output.table(
                newestFirst.stream().limit(last).toList().reversed(),
                table,
                "Nothing is known of " + group + ".");
        return 0;
    }

    private static String details(Map<String, String> details) {
        return details.entrySet().stream()
                .map(detail -> detail.getKey() + " " + detail.getValue())
                .collect(Collectors.joining(", "));
    }
}
