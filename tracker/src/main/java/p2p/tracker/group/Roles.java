package p2p.tracker.group;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import p2p.protocol.Role;
import p2p.protocol.api.Inviters;
import p2p.tracker.account.Person;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.retry.Retries;

/** The owner says what members may do. Who may not invite any more loses their invitations. */
@ApplicationScoped
class Roles {

    private final GroupLock lock;
    private final Invitations invitations;
    private final Retries retries;
    private final Event<GroupChange> changes;

    Roles(GroupLock lock, Invitations invitations, Retries retries, Event<GroupChange> changes) {
        this.lock = lock;
        this.invitations = invitations;
        this.retries = retries;
        this.changes = changes;
    }

    void set(Person owner, String name, String member, Role role) {
        retries.once(() -> {
            StoredGroup group = lock.asOwner(owner, name);
            if (role == Role.OWNER) {
                throw Refusal.BAD_ROLE.because(
                        "'%s' has one owner: hand it over instead.".formatted(group.ref().name()));
            }
            Membership membership = lock.member(group, member);
            if (membership.isOf(owner)) {
                throw Refusal.BAD_ROLE.because(
                        "You own '%s', and do so until you hand it over."
                                .formatted(group.ref().name()));
            }
            if (membership.role() == role) {
                return;
            }
            membership.become(role);
            Person person = membership.person();
            if (!group.inviters().include(role)) {
                invitations.revokeThoseOf(group, person, owner);
            }
            changes.fire(new GroupChange.RoleChanged(group.ref(), person, role, owner));
        });
    }

    void chooseInviters(Person owner, String name, Inviters inviters) {
        retries.once(() -> {
            StoredGroup group = lock.asOwner(owner, name);
            Inviters before = group.inviters();
            if (before == inviters) {
                return;
            }
            group.letInvite(inviters);
            if (inviters.compareTo(before) < 0) {
                invitations.revokeThoseOfOthersThanInviters(group, owner);
            }
            changes.fire(new GroupChange.InvitersChanged(group.ref(), owner, inviters));
        });
    }
}
