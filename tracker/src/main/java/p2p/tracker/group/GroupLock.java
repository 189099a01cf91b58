package p2p.tracker.group;

import jakarta.enterprise.context.ApplicationScoped;
import p2p.protocol.Role;
import p2p.tracker.account.Accounts;
import p2p.tracker.account.Person;
import p2p.tracker.refusal.Refusal;

/**
 * One change of a group at a time. Always accounts before groups and groups by their ids, so that
 * no two transactions wait for each other.
 */
@ApplicationScoped
class GroupLock {

    private final Accounts accounts;
    private final GroupRows groups;
    private final MembershipRows memberships;

    GroupLock(Accounts accounts, GroupRows groups, MembershipRows memberships) {
        this.accounts = accounts;
        this.groups = groups;
        this.memberships = memberships;
    }

    /** Keeps the person's account from being deleted meanwhile. */
    void keep(Person person) {
        if (!accounts.keep(person)) {
            throw Refusal.NOT_LOGGED_IN.because("Your account is gone; create one and log in.");
        }
    }

    StoredGroup as(Person person, String name) {
        keep(person);
        return groups.lock(name);
    }

    StoredGroup asOwner(Person person, String name) {
        StoredGroup group = as(person, name);
        requireOwner(person, group);
        return group;
    }

    StoredGroup asModerator(Person person, String name) {
        StoredGroup group = as(person, name);
        requireModerator(person, group);
        return group;
    }

    static void requireOwner(Person person, StoredGroup group) {
        if (!group.isOwnedBy(person)) {
            throw Refusal.NOT_THE_OWNER.because(
                    "Only the owner of '" + group.ref().name() + "' may do this.");
        }
    }

    void requireModerator(Person person, StoredGroup group) {
        if (!requireMember(person, group).isAtLeast(Role.MODERATOR)) {
            throw Refusal.NOT_A_MODERATOR.because(
                    "Only the owner and the moderators of '%s' may do this."
                            .formatted(group.ref().name()));
        }
    }

    /** What the person is in the group. */
    Role requireMember(Person person, StoredGroup group) {
        return memberships
                .of(group.ref(), person)
                .map(Membership::role)
                .orElseThrow(() -> Memberships.notAMember(group.ref()));
    }

    /** Somebody in the locked group. */
    Membership member(StoredGroup group, String name) {
        return accounts.named(name)
                .flatMap(person -> memberships.of(group.ref(), person))
                .orElseThrow(() ->
                        Refusal.NO_SUCH_MEMBER.because(
                                "'%s' has no member '%s'.".formatted(group.ref().name(), name)));
    }
}
