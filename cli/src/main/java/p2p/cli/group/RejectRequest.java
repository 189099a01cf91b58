package p2p.cli.group;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Turn away somebody who asks to join a group that you own or moderate. */
@Command(
        name = "reject_request",
        aliases = "reject-request",
        description = "Turn away somebody who asks to join a group that you own or moderate.",
        footer = {"", "Example:", "  p2p reject_request film bob"})
public final class RejectRequest extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(index = "1", paramLabel = "USER", description = "The user's name.")
    private String user;

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.post("tracker", "groups", group, "requests", user, "reject"));
        output.done(
                Map.of("group", group, "user", user),
                "Rejected the request of " + user + " to join " + group + ".");
        return 0;
    }
}
