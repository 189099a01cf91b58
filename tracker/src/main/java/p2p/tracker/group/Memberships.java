package p2p.tracker.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import p2p.protocol.Role;
import p2p.tracker.account.Person;
import p2p.tracker.group.MembershipRows.Kept;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;

/** Who is in which group. To be asked inside a transaction. */
@ApplicationScoped
public class Memberships {

    private final GroupRows groups;
    private final MembershipRows rows;

    Memberships(GroupRows groups, MembershipRows rows) {
        this.groups = groups;
        this.rows = rows;
    }

    /** The group with this name, which the person is in; refuses where they are not. */
    public GroupRef require(Person person, String groupName) {
        return place(person, groupName, Kept.NOTHING).group();
    }

    /** The same, and the membership cannot end before the transaction does. */
    public GroupRef requireAndKeep(Person person, String groupName) {
        return place(person, groupName, Kept.MEMBERSHIP).group();
    }

    /** As {@link #require}; refuses a reader, too. */
    public GroupRef requireSharer(Person person, String groupName) {
        return sharer(place(person, groupName, Kept.NOTHING));
    }

    /** The same, and neither membership nor role can change before the transaction ends. */
    public GroupRef requireSharerAndKeep(Person person, String groupName) {
        return sharer(place(person, groupName, Kept.ROLE));
    }

    private Place place(Person person, String groupName, Kept kept) {
        return rows.place(groupName, person, kept)
                .orElseThrow(() -> notAMember(groups.named(groupName).ref()));
    }

    private GroupRef sharer(Place place) {
        if (place.role() == Role.READER) {
            throw Refusal.READS_ONLY.because(
                    "You are a reader in '%s': you may download, but not share. Its owner, '%s', can make you a member."
                            .formatted(place.group().name(), owner(place.group()).name()));
        }
        return place.group();
    }

    /** The group with this name; refuses whoever does not own it. */
    public GroupRef requireOwner(Person person, String groupName) {
        StoredGroup group = groups.named(groupName);
        GroupLock.requireOwner(person, group);
        return group.ref();
    }

    /** The owner and the moderators, who let people in. */
    public List<Person> deciders(GroupRef group) {
        return Stream.concat(
                        Stream.of(owner(group)),
                        rows.moderators(group).stream().map(Membership::person))
                .distinct()
                .toList();
    }

    /** All groups that the person is in. */
    public List<Place> of(Person person) {
        return rows.of(person);
    }

    /** Whoever owns the group at this moment. */
    public Person owner(GroupRef group) {
        return groups.findById(group.id()).owner();
    }

    static Refused notAMember(GroupRef group) {
        return Refusal.NOT_A_MEMBER.because(
                "You are not a member of '" + group.name() + "'; ask to join it first.");
    }
}
