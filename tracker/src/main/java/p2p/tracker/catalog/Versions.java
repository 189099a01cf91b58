package p2p.tracker.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import p2p.tracker.account.Person;
import p2p.tracker.group.GroupRef;
import p2p.tracker.group.Memberships;

/**
 * What a name stands for, one version after the other. Whoever published one of them, and the
 * group's owner, may publish the next. To be called inside a transaction.
 */
@ApplicationScoped
class Versions {

    private static final int MOST = 100;

    private final FileTable files;
    private final VersionTable table;
    private final Memberships memberships;

    Versions(FileTable files, VersionTable table, Memberships memberships) {
        this.files = files;
        this.table = table;
        this.memberships = memberships;
    }

    boolean mayPublish(Person person, GroupRef group, String name) {
        return memberships.owner(group).equals(person) || table.isPublisher(person, group, name);
    }

    /** The first of its name. */
    void begin(SharedFile file, Person person) {
        table.add(file, person);
    }

    /** A content that nobody shares yet is the newest now. All files of the name are locked. */
    SharedFile publish(Person person, List<SharedFile> held, Supplier<SharedFile> insert) {
        makeRoom(held);
        return added(insert.get(), person);
    }

    SharedFile publishAgain(Person person, List<SharedFile> held, SharedFile older) {
        makeRoom(held);
        files.promote(older);
        return added(
                new SharedFile(older.id(), older.group(), older.name(), older.content(), true),
                person);
    }

    private void makeRoom(List<SharedFile> held) {
        SharedFile before = newest(held);
        table.addWhereUnknown(before);
        files.demote(before);
    }

    private SharedFile added(SharedFile next, Person person) {
        table.add(next, person);
        table.keepNoMoreThan(MOST, next.group(), next.name());
        return next;
    }

    static SharedFile newest(List<SharedFile> held) {
        return held.stream().filter(SharedFile::newest).findFirst().orElseThrow();
    }

    /** Those that are no version of their name any more, as there were too many after them. */
    List<SharedFile> tooOld(List<SharedFile> held) {
        return held.stream().filter(file -> !table.isVersion(file)).toList();
    }
}
