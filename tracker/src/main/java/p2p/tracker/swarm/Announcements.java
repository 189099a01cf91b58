package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Revoked;
import p2p.tracker.account.Person;
import p2p.tracker.cluster.EventLog;
import p2p.tracker.cluster.InGroup;
import p2p.tracker.cluster.Reach;
import p2p.tracker.cluster.Topic;
import p2p.tracker.group.GroupRef;
import p2p.tracker.group.Memberships;
import p2p.tracker.group.Place;
import p2p.tracker.store.Sql;

/** What peers are to hear, wherever they are attached. To be called inside the transaction. */
@ApplicationScoped
class Announcements {

    private static final List<Boolean> COMPLETE_OR_NOT = List.of(true, false);

    private final EventLog log;
    private final Memberships memberships;
    private final Sql sql;

    Announcements(EventLog log, Memberships memberships, Sql sql) {
        this.log = log;
        this.memberships = memberships;
        this.sql = sql;
    }

    void to(Person person, TrackerMessage message) {
        log.append(Topic.ACCOUNTS, List.of(person.id()), MessageText.text(message));
    }

    /** To all members, and to the person, who may be none. */
    void toMembers(GroupRef group, Person about, TrackerMessage message) {
        List<Long> ids = attachedWhereReadByIds(group);
        ids.add(about.id());
        append(group, Optional.of(about), Reach.MEMBERS, ids, message);
    }

    /** To the owner and the moderators. */
    void toDeciders(GroupRef group, TrackerMessage message) {
        List<Long> ids =
                log.isReadByIds()
                        ? memberships.deciders(group).stream().map(Person::id).toList()
                        : List.of();
        append(group, Optional.empty(), Reach.DECIDERS, ids, message);
    }

    /** To all members, unless another one of these makes it needless. */
    void ofNumbers(GroupRef group, TrackerMessage message) {
        append(group, Optional.empty(), Reach.NUMBERS, attachedWhereReadByIds(group), message);
    }

    private void append(
            GroupRef group,
            Optional<Person> about,
            Reach reach,
            List<Long> ids,
            TrackerMessage message) {
        log.append(
                new InGroup(group.id(), about.map(Person::id), reach),
                Topic.ACCOUNTS,
                ids,
                MessageText.text(message));
    }

    private List<Long> attachedWhereReadByIds(GroupRef group) {
        return log.isReadByIds()
                ? sql.ids(
                        "select distinct m.account_id from member m"
                                + " join attachment t on t.account_id = m.account_id"
                                + " where m.group_id = ?",
                        group.id())
                : new ArrayList<>();
    }

    /** To all members, and to the person whose rights end, if it is one person's. */
    void revoked(GroupRef group, Optional<Person> person, Revoked revoked) {
        log.append(
                new InGroup(group.id(), person.map(Person::id), Reach.MEMBERS),
                Topic.EVERYONE,
                List.of(),
                MessageText.text(revoked));
    }

    void toSession(long session, TrackerMessage message) {
        log.append(Topic.SESSIONS, List.of(session), MessageText.text(message));
    }

    /** All tickets for the certificate that the device has had until now are void. */
    void ticketsEnd(Attachment attachment) {
        Instant now = sql.now();
        if (attachment.mayHaveTickets(now)) {
            Person person = attachment.person();
            Fingerprint certificate = attachment.contact().orElseThrow().fingerprint();
            for (Place place : memberships.of(person)) {
                String group = place.group().name();
                revoked(
                        place.group(),
                        Optional.of(person),
                        new Revoked(person.name(), group, null, now, certificate));
            }
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
