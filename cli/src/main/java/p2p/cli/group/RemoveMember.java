package p2p.cli.group;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Remove a member from a group that you own or moderate. */
@Command(
        name = "remove_member",
        aliases = "remove-member",
        description = "Remove a member from a group that you own or moderate.",
        footer = {
            "",
            "The links that they made are revoked; other open ones let anybody in who",
            "has one: see list_invitations.",
            "",
            "Example:",
            "  p2p remove_member film bob"
        })
public final class RemoveMember extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(index = "1", paramLabel = "USER", description = "The user's name.")
    private String user;

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.delete("tracker", "groups", group, "members", user));
        output.done(
                Map.of("group", group, "user", user), "Removed " + user + " from " + group + ".");
        return 0;
    }
}
