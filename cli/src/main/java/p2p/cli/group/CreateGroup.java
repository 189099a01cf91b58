package p2p.cli.group;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.api.NamedGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Create a group and own it. */
@Command(
        name = "create_group",
        aliases = "create-group",
        description = "Create a group and own it.",
        footer = {"", "Example:", "  p2p create_group film"})
public final class CreateGroup extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.post("tracker", "groups").body(new NamedGroup(group)));
        output.done(Map.of("group", group), "Created the group " + group + ".");
        return 0;
    }
}
