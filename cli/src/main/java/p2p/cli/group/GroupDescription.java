package p2p.cli.group;

import java.util.Objects;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.Printable;
import p2p.cli.output.Table;
import p2p.protocol.Role;
import p2p.protocol.api.GroupDetail;
import p2p.protocol.api.Inviters;
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
        GroupDetail detail = described(service);
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
                        + output.look().moment(detail.created()));
        if (detail.role() != null && detail.inviters() != null) {
            output.line(youAre(detail.role()) + " " + inviters(detail.inviters()));
        }
        var table =
                new Table<GroupDetail.Member>()
                        .text("MEMBER", GroupDetail.Member::user)
                        .time("JOINED", GroupDetail.Member::joined)
                        .text("ONLINE", member -> member.online() ? "online" : "offline")
                        .text("ROLE", member -> role(detail, member));
        output.table(detail.members(), table, "");
        return 0;
    }

    private GroupDetail described(Service service) {
        GroupDetail first = service.run(Call.get("tracker", "groups", group), GroupDetail.class);
        return first.withAll(
                service.pages(
                        first.members(),
                        first.next(),
                        Call.get("tracker", "groups", group, "members"),
                        GroupDetail.Member.class));
    }

    private static String youAre(Role role) {
        return switch (role) {
            case OWNER -> "You own it.";
            case MODERATOR -> "You are a moderator.";
            case MEMBER -> "You are a member.";
            case READER -> "You are a reader: you may download, but not share.";
        };
    }

    static String inviters(Inviters inviters) {
        return switch (inviters) {
            case OWNER -> "Its owner alone invites people.";
            case MODERATORS -> "Its owner and moderators invite people.";
            case MEMBERS -> "All members but readers invite people.";
        };
    }

    /** Trackers from before there were roles say who the owner is. */
    private static String role(GroupDetail group, GroupDetail.Member member) {
        Role otherwise = member.user().equals(group.owner()) ? Role.OWNER : Role.MEMBER;
        return Objects.requireNonNullElse(member.role(), otherwise).toString();
    }
}
