package p2p.cli.group;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Leave a group; what you shared in it is shared no more. */
@Command(
        name = "leave_group",
        aliases = "leave-group",
        description = "Leave a group; what you shared in it is shared no more.",
        footer = {"", "Example:", "  p2p leave_group film"})
public final class LeaveGroup extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.delete("groups", group, "members", "me"));
        output.done(Map.of("group", group), "Left the group " + group + ".");
        return 0;
    }
}
