package p2p.cli.group;

import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.Table;
import p2p.protocol.api.InvitationInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** List the invitations to a group. */
@Command(
        name = "list_invitations",
        aliases = "list-invitations",
        description = "List the invitations to a group.",
        footer = {
            "",
            "Who is neither owner nor moderator sees those that they made themselves.",
            "",
            "Example:",
            "  p2p list_invitations film"
        })
public final class ListInvitations extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Override
    protected int run(Service service, Output output) {
        List<InvitationInfo> invitations =
                service.list(
                        Call.get("tracker", "groups", group, "invitations"), InvitationInfo.class);
        var table =
                new Table<InvitationInfo>()
                        .number("ID", InvitationInfo::id)
                        .text("STATE", ListInvitations::state)
                        .text("USED", it -> it.used() + " of " + it.uses())
                        .time("EXPIRES", InvitationInfo::expires)
                        .text("MADE BY", it -> it.madeBy() == null ? "" : it.madeBy())
                        .text("NOTE", it -> it.note() == null ? "" : it.note());
        output.table(
                invitations,
                table,
                "There are no invitations to " + group + " of those that you may see.");
        return 0;
    }

    private static String state(InvitationInfo invitation) {
        return invitation.open()
                ? "open"
                : invitation.used() < invitation.uses() ? "expired" : "used up";
    }
}
