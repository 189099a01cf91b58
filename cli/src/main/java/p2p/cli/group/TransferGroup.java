package p2p.cli.group;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.api.NamedUser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hand a group that you own over to another member. */
@Command(
        name = "transfer_group",
        aliases = "transfer-group",
        description = "Hand a group that you own over to another member.",
        footer = {"", "Example:", "  p2p transfer_group film bob"})
public final class TransferGroup extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(index = "1", paramLabel = "USER", description = "The user's name.")
    private String user;

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.put("tracker", "groups", group, "owner").body(new NamedUser(user)));
        output.done(Map.of("group", group, "user", user), user + " now owns " + group + ".");
        return 0;
    }
}
