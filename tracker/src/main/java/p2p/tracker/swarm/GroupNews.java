package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Role;
import p2p.protocol.session.GroupHappening;
import p2p.protocol.session.TrackerMessage.GroupEvent;
import p2p.tracker.account.Person;
import p2p.tracker.catalog.CatalogueChange;
import p2p.tracker.catalog.SharedFile;
import p2p.tracker.group.GroupChange;
import p2p.tracker.group.GroupRef;
import p2p.tracker.group.Memberships;
import p2p.tracker.store.Sql;

/** Tells people what happens in their groups. */
@ApplicationScoped
class GroupNews {

    private final Announcements announcements;
    private final Memberships memberships;
    private final Sql sql;

    GroupNews(Announcements announcements, Memberships memberships, Sql sql) {
        this.announcements = announcements;
        this.memberships = memberships;
        this.sql = sql;
    }

    void changed(@Observes GroupChange change) {
        GroupRef group = change.group();
        switch (change) {
            case GroupChange.Created _,
                    GroupChange.InvitationMade _,
                    GroupChange.InvitationRevoked _,
                    GroupChange.InvitersChanged _ -> {
                return;
            }
            case GroupChange.Requested(_, Person person) ->
                    toDeciders(GroupHappening.REQUESTED, group, person);
            case GroupChange.Withdrawn(_, Person person) ->
                    toDeciders(GroupHappening.WITHDRAWN, group, person);
            case GroupChange.Accepted(_, Person person, _) ->
                    toMembers(GroupHappening.ACCEPTED, group, person);
            case GroupChange.Invited(_, Person person, _) ->
                    toMembers(GroupHappening.ACCEPTED, group, person);
            case GroupChange.Rejected(_, Person person, _) ->
                    announcements.to(person, event(GroupHappening.REJECTED, group, person, null));
            case GroupChange.Left(_, Person person) ->
                    toMembersAndTo(GroupHappening.LEFT, group, person);
            case GroupChange.Removed(_, Person person, _) ->
                    toMembersAndTo(GroupHappening.REMOVED, group, person);
            case GroupChange.RoleChanged(_, Person person, Role role, _) ->
                    announcements.toMembers(
                            group, GroupEvent.role(group.name(), person.name(), role, sql.now()));
            case GroupChange.OwnerChanged(_, Person person, _) ->
                    toMembers(GroupHappening.OWNER, group, person);
            case GroupChange.Gone(_, Person person) ->
                    announcements.to(person, event(GroupHappening.GONE, group, person, null));
        }
    }

    void shared(@Observes CatalogueChange.Shared shared) {
        toMembers(GroupHappening.SHARED, shared.file(), shared.person());
    }

    void published(@Observes CatalogueChange.Published published) {
        toMembers(GroupHappening.VERSION, published.file(), published.person());
    }

    void unshared(@Observes CatalogueChange.Unshared unshared) {
        toMembers(GroupHappening.UNSHARED, unshared.files().getFirst(), unshared.by().person());
    }

    private void toMembers(GroupHappening what, SharedFile file, Person person) {
        announcements.toMembers(file.group(), event(what, file.group(), person, file.name()));
    }

    private void toDeciders(GroupHappening what, GroupRef group, Person person) {
        announcements.to(memberships.deciders(group), event(what, group, person, null));
    }

    private void toMembers(GroupHappening what, GroupRef group, Person person) {
        announcements.toMembers(group, event(what, group, person, null));
    }

    private void toMembersAndTo(GroupHappening what, GroupRef group, Person person) {
        GroupEvent event = event(what, group, person, null);
        announcements.toMembers(group, event);
        announcements.to(person, event);
    }

    private GroupEvent event(
            GroupHappening what, GroupRef group, Person person, @Nullable String file) {
        return new GroupEvent(what, group.name(), person.name(), file, sql.now());
    }
}
