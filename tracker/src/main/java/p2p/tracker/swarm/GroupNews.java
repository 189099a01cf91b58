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
import p2p.tracker.store.Sql;

/** Tells people what happens in their groups. */
@ApplicationScoped
class GroupNews {

    private final Announcements announcements;
    private final Sql sql;

    GroupNews(Announcements announcements, Sql sql) {
        this.announcements = announcements;
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
                    toMembers(GroupHappening.LEFT, group, person);
            case GroupChange.Removed(_, Person person, _) ->
                    toMembers(GroupHappening.REMOVED, group, person);
            case GroupChange.RoleChanged(_, Person person, Role role, _) ->
                    announcements.toMembers(
                            group,
                            person,
                            GroupEvent.role(group.name(), person.name(), role, sql.now()));
            case GroupChange.OwnerChanged(_, Person person, _) ->
                    toMembers(GroupHappening.OWNER, group, person);
            case GroupChange.Gone(_, Person person) ->
                    announcements.to(person, event(GroupHappening.GONE, group, person, null));
        }
    }

    /** That one more has what others have is a number that has changed. */
    void shared(@Observes CatalogueChange.Shared shared) {
        SharedFile file = shared.file();
        if (shared.first()) {
            toMembers(GroupHappening.SHARED, file, shared.person());
        } else {
            announcements.ofNumbers(
                    file.group(),
                    event(GroupHappening.SHARED, file.group(), shared.person(), file.name()));
        }
    }

    void published(@Observes CatalogueChange.Published published) {
        toMembers(GroupHappening.VERSION, published.file(), published.person());
    }

    void unshared(@Observes CatalogueChange.Unshared unshared) {
        SharedFile file = unshared.files().getFirst();
        Person person = unshared.by().person();
        announcements.toMembers(
                file.group(),
                person,
                GroupEvent.unshared(
                        file.group().name(),
                        person.name(),
                        file.name(),
                        unshared.files().size() == 1 ? file.content() : null,
                        sql.now()));
    }

    private void toMembers(GroupHappening what, SharedFile file, Person person) {
        GroupRef group = file.group();
        announcements.toMembers(group, person, event(what, group, person, file.name()));
    }

    private void toDeciders(GroupHappening what, GroupRef group, Person person) {
        announcements.toDeciders(group, event(what, group, person, null));
    }

    private void toMembers(GroupHappening what, GroupRef group, Person person) {
        announcements.toMembers(group, person, event(what, group, person, null));
    }

    private GroupEvent event(
            GroupHappening what, GroupRef group, Person person, @Nullable String file) {
        return new GroupEvent(what, group.name(), person.name(), file, sql.now());
    }
}
