package p2p.tracker.group;

import java.time.Instant;
import p2p.protocol.Role;
import p2p.protocol.api.GroupDetail;
import p2p.tracker.account.Person;

/** A member as the list of a group shows one. The key says where, in the order of joining. */
record ListedMember(long key, Person person, Instant joined, Role role) {

    GroupDetail.Member shown(boolean online) {
        return new GroupDetail.Member(person.name(), joined, online, role);
    }
}
