package p2p.protocol.api;

import java.time.Instant;
import java.util.List;

/** A group as its members see it, the members in the order in which they joined. */
public record GroupDetail(
        String group, String owner, Instant created, Standing standing, List<Member> members) {

    public record Member(String user, Instant joined, boolean online) {}
}
