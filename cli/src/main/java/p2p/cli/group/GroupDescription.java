package p2p.cli.group;

import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.Printable;
import p2p.cli.output.Table;
import p2p.protocol.api.GroupDetail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Describe a group that you belong to. */
@Command(
        name = "group_info",
        aliases = "group-info",
        description = "Describe a group that you belong to.",
        footer = {"", "Example:", "  p2p group_info film"})
public final class GroupDescription extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Override
    protected int run(Service service, Output output) {
        GroupDetail detail = service.run(Call.get("tracker", "groups", group), GroupDetail.class);
        if (output.look().json()) {
            output.document(detail);
            return 0;
        }
        output.line(
                "Group "
                        + Printable.escape(detail.group())
                        + ", owned by "
                        + Printable.escape(detail.owner())
                        + ", created "
                        + detail.created());
        var table =
                new Table<GroupDetail.Member>()
                        .text("MEMBER", GroupDetail.Member::user)
                        .text("JOINED", member -> member.joined().toString())
                        .text("ONLINE", member -> member.online() ? "online" : "offline");
        output.table(detail.members(), table, "");
        return 0;
    }
}
