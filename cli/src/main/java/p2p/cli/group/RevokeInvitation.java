package p2p.cli.group;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Make an invitation worthless; whoever has joined by it stays. */
@Command(
        name = "revoke_invitation",
        aliases = "revoke-invitation",
        description = "Make an invitation worthless; whoever has joined by it stays.",
        footer = {"", "Example:", "  p2p revoke_invitation film 7"})
public final class RevokeInvitation extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(
            index = "1",
            paramLabel = "ID",
            description = "Its number, as list_invitations shows it.")
    private long id;

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.delete("tracker", "groups", group, "invitations", Long.toString(id)));
        output.done(
                Map.of("group", group, "revoked", id),
                "Revoked invitation " + id + " to " + group + ".");
        return 0;
    }
}
