package p2p.cli.group;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Take back your request to join a group. */
@Command(
        name = "withdraw_request",
        aliases = "withdraw-request",
        description = "Take back your request to join a group.",
        footer = {"", "Example:", "  p2p withdraw_request film"})
public final class WithdrawRequest extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.delete("tracker", "groups", group, "requests", "me"));
        output.done(Map.of("group", group), "Withdrew the request to join " + group + ".");
        return 0;
    }
}
