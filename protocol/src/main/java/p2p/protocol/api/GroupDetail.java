package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Role;

/**
 * A group as its members see it: so many members, and the first of them in the order in which they
 * joined; {@code next} goes into the {@code after} of the request for more, where there are more.
 * Trackers from before there were roles leave those out, and who may invite; trackers that name all
 * members at once do not count them.
 */
public record GroupDetail(
        String group,
        String owner,
        Instant created,
        Standing standing,
        List<Member> members,
        @Nullable Role role,
        @Nullable Inviters inviters,
        @Nullable Integer count,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {

    /** The same with all of its members. */
    public GroupDetail withAll(List<Member> all) {
        return new GroupDetail(group, owner, created, standing, all, role, inviters, count, null);
    }

    public record Member(String user, Instant joined, boolean online, @Nullable Role role) {}
}
