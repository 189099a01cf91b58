package p2p.cli.group;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Let somebody into a group that you own or moderate. */
@Command(
        name = "accept_request",
        aliases = "accept-request",
        description = "Let somebody into a group that you own or moderate.",
        footer = {"", "Example:", "  p2p accept_request film bob"})
public final class AcceptRequest extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(index = "1", paramLabel = "USER", description = "The user's name.")
    private String user;

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.post("tracker", "groups", group, "requests", user, "accept"));
        output.done(
                Map.of("group", group, "user", user), user + " is now a member of " + group + ".");
        return 0;
    }
}
