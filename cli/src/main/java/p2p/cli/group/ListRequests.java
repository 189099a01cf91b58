package p2p.cli.group;

import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.Table;
import p2p.protocol.api.JoinRequestInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** List those who ask to be let into a group that you own or moderate. */
@Command(
        name = "list_requests",
        aliases = "list-requests",
        description = "List those who ask to be let into a group that you own or moderate.",
        footer = {"", "Example:", "  p2p list_requests film"})
public final class ListRequests extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Override
    protected int run(Service service, Output output) {
        List<JoinRequestInfo> requests =
                service.pages(
                        Call.get("tracker", "groups", group, "candidates"), JoinRequestInfo.class);
        var table =
                new Table<JoinRequestInfo>()
                        .text("USER", JoinRequestInfo::user)
                        .time("SINCE", JoinRequestInfo::since);
        output.table(requests, table, "Nobody asks to join " + group + ".");
        return 0;
    }
}
