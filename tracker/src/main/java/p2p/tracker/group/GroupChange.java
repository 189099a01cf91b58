package p2p.tracker.group;

import p2p.protocol.Role;
import p2p.protocol.api.Inviters;
import p2p.tracker.account.Person;

/**
 * Fired as a CDI event inside the transaction that makes the change, under the group's row lock; an
 * observer that throws undoes it. Observe this type for all of them, or one of the records.
 */
public sealed interface GroupChange {

    GroupRef group();

    /** Whom it happened to. */
    Person person();

    record Created(GroupRef group, Person person) implements GroupChange {}

    record Requested(GroupRef group, Person person) implements GroupChange {}

    record Withdrawn(GroupRef group, Person person) implements GroupChange {}

    record Accepted(GroupRef group, Person person, Person by) implements GroupChange {}

    /** {@code person} has become a member by an invitation. */
    record Invited(GroupRef group, Person person, long invitation) implements GroupChange {}

    record InvitationMade(GroupRef group, Person person, long invitation) implements GroupChange {}

    record InvitationRevoked(GroupRef group, Person person, long invitation)
            implements GroupChange {}

    record Rejected(GroupRef group, Person person, Person by) implements GroupChange {}

    /** The membership's row is gone when this is fired. */
    record Left(GroupRef group, Person person) implements GroupChange {}

    /** The membership's row is gone when this is fired. */
    record Removed(GroupRef group, Person person, Person by) implements GroupChange {}

    /** {@code person} has this role from now on. */
    record RoleChanged(GroupRef group, Person person, Role role, Person by)
            implements GroupChange {}

    /** {@code person} chose who may invite people. */
    record InvitersChanged(GroupRef group, Person person, Inviters inviters)
            implements GroupChange {}

    /** {@code person} owns the group from now on. */
    record OwnerChanged(GroupRef group, Person person, Person by) implements GroupChange {}

    /** The last member has left. Fired before the group's row goes. */
    record Gone(GroupRef group, Person person) implements GroupChange {}
}
