package p2p.cli.group;

import java.util.Locale;
import p2p.cli.output.Table;
import p2p.protocol.api.GroupInfo;

/** How a list of groups is shown. */
final class Groups {

    private Groups() {}

    static Table<GroupInfo> table() {
        return new Table<GroupInfo>()
                .text("GROUP", GroupInfo::group)
                .text("OWNER", GroupInfo::owner)
                .number("MEMBERS", GroupInfo::members)
                .text("YOU", Groups::standing);
    }

    private static String standing(GroupInfo group) {
        return group.role() == null
                ? group.standing().name().toLowerCase(Locale.ROOT)
                : group.role().toString();
    }
}
