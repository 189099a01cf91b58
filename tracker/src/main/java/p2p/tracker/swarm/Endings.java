package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Ended;
import p2p.protocol.session.TrackerMessage.Revoked;
import p2p.tracker.account.AccountChange;
import p2p.tracker.account.LiveSession;
import p2p.tracker.account.Person;
import p2p.tracker.account.SessionEnd;
import p2p.tracker.catalog.CatalogueChange;
import p2p.tracker.catalog.SharedFile;
import p2p.tracker.group.GroupChange;
import p2p.tracker.group.GroupRef;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.relay.Relays;
import p2p.tracker.store.Sql;

/**
 * When somebody's rights end, so does their serving, and their tickets are void. All of it happens
 * in the transaction in which the rights end.
 */
@ApplicationScoped
class Endings {

    private static final int ONE_BY_ONE = 20;
    private static final int PEOPLE_ONE_BY_ONE = 1000;

    private final AttachmentTable attachments;
    private final ServingTable serving;
    private final Announcements announcements;
    private final Relays relays;
    private final Sql sql;

    Endings(
            AttachmentTable attachments,
            ServingTable serving,
            Announcements announcements,
            Relays relays,
            Sql sql) {
        this.attachments = attachments;
        this.serving = serving;
        this.announcements = announcements;
        this.relays = relays;
        this.sql = sql;
    }

    void loggedIn(@Observes AccountChange.LoggedIn in) {
        if (in.session().listen().isPresent()) {
            attachments.expect(in.session());
        }
    }

    void sessionEnded(@Observes AccountChange.SessionEnded end) {
        long session = end.session().id();
        Optional<Attachment> attachment = attachments.lock(session);
        if (attachment.isEmpty()) {
            return;
        }
        List<Long> files = serving.deleteAll(session);
        attachments.delete(session);
        attachment.get().listed().ifPresent(seeder -> announcements.left(files, seeder));
        announcements.ticketsEnd(attachment.get());
        announcements.toSession(session, ended(end.reason()));
    }

    private static Ended ended(SessionEnd reason) {
        return switch (reason) {
            case LOGGED_OUT -> new Ended(Ended.LOGGED_OUT, "You have been logged out.");
            case TAKEN_OVER ->
                    new Ended(Ended.TAKEN_OVER, "You have logged in elsewhere, which ends this.");
            case DEVICE_REMOVED ->
                    new Ended(
                            Ended.LOGGED_OUT,
                            "This device was removed from your account; log in with the password"
                                    + " to use it again.");
            case PASSWORD_CHANGED ->
                    new Ended(
                            Ended.LOGGED_OUT,
                            "Your password was changed on another device; log in with the new one.");
            case ACCOUNT_DISABLED ->
                    new Ended(
                            Ended.LOGGED_OUT,
                            "Your account was disabled by who runs this service; ask them why.");
            case LOGGED_OUT_BY_ADMINISTRATOR ->
                    new Ended(
                            Ended.LOGGED_OUT,
                            "You were logged out by who runs this service; log in with the password"
                                    + " to go on.");
            case ACCOUNT_DELETED -> new Ended(Ended.ACCOUNT_DELETED, "Your account is deleted.");
            case RENEWED -> new Ended(Ended.REPLACED, "Your peer has logged in again.");
            case PEER_GONE, NEVER_ATTACHED ->
                    new Ended(
                            Ended.SESSION_LOST,
                            "Your peer was away for too long; log in once more.");
        };
    }

    void left(@Observes GroupChange.Left left) {
        memberGone(left.group(), left.person());
    }

    void removed(@Observes GroupChange.Removed removed) {
        memberGone(removed.group(), removed.person());
    }

    /** Of all their devices. */
    private void memberGone(GroupRef group, Person person) {
        List<Attachment> devices = attachments.keepOf(person);
        for (Attachment device : devices) {
            left(device, serving.delete(device.session(), group));
        }
        Instant now = sql.now();
        // A relay has to hear of it also where no ticket can be out: the person may be the seeder.
        if (devices.stream().anyMatch(device -> device.mayHaveTickets(now)) || relays.isAny()) {
            announcements.revoked(
                    group,
                    Optional.of(person),
                    new Revoked(person.name(), group.name(), null, now));
        }
    }

    void unshared(@Observes CatalogueChange.Unshared unshared) {
        notServed(unshared.by(), ids(unshared.files()));
    }

    void replaced(@Observes CatalogueChange.Replaced replaced) {
        notServed(replaced.by(), ids(List.of(replaced.file())));
    }

    void withdrawn(@Observes CatalogueChange.Withdrawn withdrawn) {
        long session = withdrawn.by().id();
        attachments.keepOf(withdrawn.by().person()).stream()
                .filter(device -> device.session() == session)
                .forEach(device -> left(device, serving.delete(session, ids(withdrawn.files()))));
    }

    /** What another of their devices has a part of, it may go on fetching. */
    private void notServed(LiveSession by, List<Long> files) {
        for (Attachment device : attachments.keepOf(by.person())) {
            left(
                    device,
                    device.session() == by.id()
                            ? serving.delete(device.session(), files)
                            : serving.deleteWhole(device.session(), files));
        }
    }

    private void left(Attachment device, List<Long> files) {
        device.listed().ifPresent(seeder -> announcements.left(files, seeder));
    }

    private static List<Long> ids(List<SharedFile> files) {
        return files.stream().map(SharedFile::id).toList();
    }

    void filesGone(@Observes CatalogueChange.Gone gone) {
        gone.files().forEach(this::notServed);
        Instant now = sql.now();
        GroupRef group = gone.group();
        if (gone.files().size() > ONE_BY_ONE) {
            announcements.revoked(
                    group, Optional.empty(), new Revoked(null, group.name(), null, now));
        } else {
            gone.files()
                    .forEach(file ->
                            announcements.revoked(
                                    group,
                                    Optional.empty(),
                                    new Revoked(null, group.name(), file.content().hex(), now)));
        }
    }

    /** Peers take no heed of it where they do not serve the file. */
    private void notServed(SharedFile file) {
        List<Person> people = serving.deleteFile(file.id());
        var refused =
                new TrackerMessage.ServeRefused(
                        file.ref(),
                        Refusal.NO_SUCH_FILE.type(),
                        "Nobody shares '%s' in '%s' any more."
                                .formatted(file.name(), file.group().name()));
        if (people.size() > PEOPLE_ONE_BY_ONE) {
            announcements.toMembers(file.group(), people.getFirst(), refused);
        } else {
            people.forEach(person -> announcements.to(person, refused));
        }
    }
}
