package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.Person;
import p2p.tracker.cluster.EventLog;
import p2p.tracker.cluster.Topic;
import p2p.tracker.group.GroupRef;
import p2p.tracker.store.Sql;

/** What peers are to hear, wherever they are attached. To be called inside the transaction. */
@ApplicationScoped
class Announcements {

    private static final List<Boolean> COMPLETE_OR_NOT = List.of(true, false);

    private final EventLog log;
    private final Sql sql;

    Announcements(EventLog log, Sql sql) {
        this.log = log;
        this.sql = sql;
    }

    void toEveryone(TrackerMessage message) {
        log.append(Topic.EVERYONE, List.of(), MessageText.text(message));
    }

    void to(Person person, TrackerMessage message) {
        to(List.of(person), message);
    }

    void to(List<Person> people, TrackerMessage message) {
        List<Long> ids = people.stream().map(Person::id).toList();
        log.append(Topic.ACCOUNTS, ids, MessageText.text(message));
    }

    void toMembers(GroupRef group, TrackerMessage message) {
        List<Long> attached =
                sql.ids(
                        "select distinct m.account_id from member m"
                                + " join attachment t on t.account_id = m.account_id"
                                + " where m.group_id = ?",
                        group.id());
        if (!attached.isEmpty()) {
            log.append(Topic.ACCOUNTS, attached, MessageText.text(message));
        }
    }

    void toSession(long session, TrackerMessage message) {
        log.append(Topic.SESSIONS, List.of(session), MessageText.text(message));
    }

    /** All tickets for the certificate that the device has had until now are void. */
    void ticketsEnd(Attachment attachment) {
        Instant now = sql.now();
        if (attachment.mayHaveTickets(now)) {
            toEveryone(
                    new TrackerMessage.Revoked(
                            attachment.person().name(),
                            null,
                            null,
                            now,
                            attachment.contact().orElseThrow().fingerprint()));
        }
    }

    /** To those who want one of the files. */
    void joined(Collection<Long> files, Seeder seeder) {
        change(files, new SeederChange(seeder, null, null, null));
    }

    /** To those who want one of the files, and may meet the seeder at a relay. */
    void relayed(Collection<Long> files, Seeder seeder) {
        change(files, new SeederChange(null, null, seeder, null));
    }

    /** To those who want one of the files, and may try the seeder where it says that it is. */
    void unchecked(Collection<Long> files, Seeder seeder) {
        change(files, new SeederChange(null, null, null, seeder));
    }

    /** The same of all that it serves. */
    void allJoined(List<ServingTable.Served> files, Attachment by) {
        for (boolean complete : COMPLETE_OR_NOT) {
            joined(idsOf(files, complete), by.seeder(complete));
        }
    }

    void allRelayed(List<ServingTable.Served> files, Attachment by) {
        for (boolean complete : COMPLETE_OR_NOT) {
            relayed(idsOf(files, complete), by.seeder(complete));
        }
    }

    void allUnchecked(List<ServingTable.Served> files, Attachment by) {
        for (boolean complete : COMPLETE_OR_NOT) {
            unchecked(idsOf(files, complete), by.seeder(complete));
        }
    }

    private static List<Long> idsOf(List<ServingTable.Served> files, boolean complete) {
        return files.stream()
                .filter(file -> file.complete() == complete)
                .map(ServingTable.Served::file)
                .toList();
    }

    void left(Collection<Long> files, Fingerprint fingerprint) {
        change(files, new SeederChange(null, fingerprint, null, null));
    }

    private void change(Collection<Long> files, SeederChange change) {
        if (!files.isEmpty()) {
            log.append(Topic.FILES, files, MessageText.text(change));
        }
    }
}
