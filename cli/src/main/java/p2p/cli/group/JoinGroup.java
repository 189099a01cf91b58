package p2p.cli.group;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ask to be let into a group. */
@Command(
        name = "join_group",
        aliases = "join-group",
        description = "Ask to be let into a group.",
        footer = {"", "Example:", "  p2p join_group film"})
public final class JoinGroup extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.post("tracker", "groups", group, "requests"));
        output.done(
                Map.of("group", group),
                "Asked to join " + group + "; its owner or a moderator has to accept you.");
        return 0;
    }
}
