package p2p.tracker.group;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import p2p.protocol.Role;
import p2p.protocol.api.LeftGroup;
import p2p.tracker.account.AccountChange;
import p2p.tracker.account.Person;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.retry.Retries;

/** People leave, or are removed; a group passes to an heir, or goes. */
@ApplicationScoped
class Departures {

    private final GroupRows groups;
    private final MembershipRows memberships;
    private final RequestRows requests;
    private final Invitations invitations;
    private final GroupLock lock;
    private final Retries retries;
    private final Event<GroupChange> changes;

    Departures(
            GroupRows groups,
            MembershipRows memberships,
            RequestRows requests,
            Invitations invitations,
            GroupLock lock,
            Retries retries,
            Event<GroupChange> changes) {
        this.groups = groups;
        this.memberships = memberships;
        this.requests = requests;
        this.invitations = invitations;
        this.lock = lock;
        this.retries = retries;
        this.changes = changes;
    }

    LeftGroup leave(Person person, String name) {
        return retries.once(
                LeftGroup.class,
                () -> {
                    StoredGroup group = lock.as(person, name);
                    return depart(person, group)
                            .orElseThrow(() -> Memberships.notAMember(group.ref()));
                });
    }

    void remove(Person by, String name, String member) {
        retries.once(() -> {
            StoredGroup group = lock.asModerator(by, name);
            Membership membership = lock.member(group, member);
            requireRemovable(by, group, membership);
            Person person = membership.person();
            memberships.delete(group.ref(), person);
            invitations.revokeThoseOf(group, person, by);
            changes.fire(new GroupChange.Removed(group.ref(), person, by));
        });
    }

    private static void requireRemovable(Person by, StoredGroup group, Membership membership) {
        String name = group.ref().name();
        if (membership.role() == Role.OWNER && membership.isOf(by)) {
            throw Refusal.OWNER_CANNOT_REMOVE_SELF.because(
                    "You own '" + name + "': leave it, or hand it over first.");
        }
        if (membership.role() == Role.OWNER) {
            throw Refusal.NOT_THE_OWNER.because(
                    "'%s' owns '%s': nobody can remove them."
                            .formatted(membership.person().name(), name));
        }
        if (membership.role() == Role.MODERATOR && !group.isOwnedBy(by)) {
            throw Refusal.NOT_THE_OWNER.because(
                    "Only the owner of '" + name + "' may remove a moderator.");
        }
    }

    void on(@Observes AccountChange.Ending ending) {
        Person person = ending.person();
        for (StoredGroup group : groups.lockAllOf(person)) {
            if (depart(person, group).isEmpty()) {
                requests.delete(group.ref(), person);
                changes.fire(new GroupChange.Withdrawn(group.ref(), person));
            }
        }
    }

    /**
     * Empty for who is no member. The membership goes before the group, because those who keep a
     * membership may need both.
     */
    private Optional<LeftGroup> depart(Person person, StoredGroup group) {
        GroupRef ref = group.ref();
        if (!memberships.delete(ref, person)) {
            return Optional.empty();
        }
        changes.fire(new GroupChange.Left(ref, person));
        if (!group.isOwnedBy(person)) {
            return Optional.of(new LeftGroup(ref.name(), group.owner().name(), false));
        }
        Optional<Membership> heir = memberships.heir(ref);
        if (heir.isEmpty()) {
            changes.fire(new GroupChange.Gone(ref, person));
            groups.remove(ref);
            return Optional.of(new LeftGroup(ref.name(), null, true));
        }
        Person owner = heir.get().person();
        group.passTo(heir.get());
        changes.fire(new GroupChange.OwnerChanged(ref, owner, person));
        return Optional.of(new LeftGroup(ref.name(), owner.name(), true));
    }
}
