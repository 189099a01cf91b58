package p2p.tracker.group;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import p2p.tracker.account.AccountChange;
import p2p.tracker.account.Person;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.retry.Retries;

/** People leave, or are removed; a group passes to whoever joined it first, or goes. */
@ApplicationScoped
class Departures {

    private final GroupRows groups;
    private final MembershipRows memberships;
    private final RequestRows requests;
    private final GroupLock lock;
    private final Retries retries;
    private final Event<GroupChange> changes;

    Departures(
            GroupRows groups,
            MembershipRows memberships,
            RequestRows requests,
            GroupLock lock,
            Retries retries,
            Event<GroupChange> changes) {
        this.groups = groups;
        this.memberships = memberships;
        this.requests = requests;
        this.lock = lock;
        this.retries = retries;
        this.changes = changes;
    }

    void leave(Person person, String name) {
        retries.once(() -> {
            StoredGroup group = lock.as(person, name);
            if (!depart(person, group)) {
                throw Memberships.notAMember(group.ref());
            }
        });
    }

    void remove(Person owner, String name, String member) {
        retries.once(() -> {
            StoredGroup group = lock.asOwner(owner, name);
            Person person = lock.member(group, member).person();
            if (person.equals(owner)) {
                throw Refusal.OWNER_CANNOT_REMOVE_SELF.because(
                        "You own '" + group.ref().name() + "': leave it, or hand it over first.");
            }
            memberships.delete(group.ref(), person);
            changes.fire(new GroupChange.Removed(group.ref(), person, owner));
        });
    }

    void on(@Observes AccountChange.Ending ending) {
        Person person = ending.person();
        for (StoredGroup group : groups.lockAllOf(person)) {
            if (!depart(person, group)) {
                requests.delete(group.ref(), person);
                changes.fire(new GroupChange.Withdrawn(group.ref(), person));
            }
        }
    }

    /** The membership goes before the group, because those who keep a membership may need both. */
    private boolean depart(Person person, StoredGroup group) {
        if (!memberships.delete(group.ref(), person)) {
            return false;
        }
        changes.fire(new GroupChange.Left(group.ref(), person));
        if (group.isOwnedBy(person)) {
            Optional<Membership> heir = memberships.earliest(group.ref());
            if (heir.isPresent()) {
                group.passTo(heir.get().account());
                changes.fire(
                        new GroupChange.OwnerChanged(group.ref(), heir.get().person(), person));
            } else {
                changes.fire(new GroupChange.Gone(group.ref(), person));
                groups.delete("id", group.ref().id());
            }
        }
        return true;
    }
}
