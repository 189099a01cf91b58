package p2p.cli.group;

import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.api.GroupInfo;
import picocli.CommandLine.Command;

/** List all groups. */
@Command(
        name = "list_groups",
        aliases = "list-groups",
        description = "List all groups.",
        footer = {"", "Example:", "  p2p list_groups"})
public final class ListGroups extends ServiceCommand {

    @Override
    protected int run(Service service, Output output) {
        List<GroupInfo> groups = service.pages(Call.get("tracker", "groups"), GroupInfo.class);
        output.table(groups, Groups.table(), "There is no group yet.");
        return 0;
    }
}
