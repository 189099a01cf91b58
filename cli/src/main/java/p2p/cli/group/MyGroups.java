package p2p.cli.group;

import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.api.GroupInfo;
import picocli.CommandLine.Command;

/** List the groups that you belong to or asked to join. */
@Command(
        name = "my_groups",
        aliases = "my-groups",
        description = "List the groups that you belong to or asked to join.",
        footer = {"", "Example:", "  p2p my_groups"})
public final class MyGroups extends ServiceCommand {

    @Override
    protected int run(Service service, Output output) {
        List<GroupInfo> groups =
                service.list(Call.get("tracker", "groups", "mine"), GroupInfo.class);
        output.table(groups, Groups.table(), "You belong to no group.");
        return 0;
    }
}
