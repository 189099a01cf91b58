package p2p.protocol.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Role;

/**
 * A group as its members see it, the members in the order in which they joined. Trackers from
 * before there were roles leave those out, and who may invite.
 */
public record GroupDetail(
        String group,
        String owner,
        Instant created,
        Standing standing,
        List<Member> members,
        @Nullable Role role,
        @Nullable Inviters inviters) {

    public record Member(String user, Instant joined, boolean online, @Nullable Role role) {}
}
