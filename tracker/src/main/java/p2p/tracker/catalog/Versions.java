package p2p.tracker.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import p2p.tracker.account.Person;
import p2p.tracker.group.GroupRef;
import p2p.tracker.group.Memberships;
import p2p.tracker.refusal.Refusal;

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

    /** The newest was just inserted, as the first of its name. */
    void begin(List<SharedFile> held, Person person) {
        forgetAnotherLife(held);
        table.add(newest(held), person);
    }

    /** A tracker of before took in the newest, and knows nothing of versions. */
    void catchUp(List<SharedFile> held) {
        if (!table.isVersion(newest(held))) {
            forgetAnotherLife(held);
            table.addByTheFirst(newest(held));
        }
    }

    /** Trackers of before leave what they do not know of where a name goes. */
    private void forgetAnotherLife(List<SharedFile> held) {
        if (held.size() == 1) {
            table.forget(held.getFirst());
        }
    }

    /** A content that nobody shares yet is the newest now. All files of the name are locked. */
    SharedFile publish(Person person, List<SharedFile> held, Supplier<SharedFile> insert) {
        files.demote(newest(held));
        return added(insert.get(), person);
    }

    SharedFile publishAgain(Person person, List<SharedFile> held, SharedFile older) {
        files.demote(newest(held));
        files.promote(older);
        return added(
                new SharedFile(older.id(), older.group(), older.name(), older.content(), true),
                person);
    }

    private SharedFile added(SharedFile next, Person person) {
        table.add(next, person);
        table.keepNoMoreThan(MOST, next.group(), next.name());
        return next;
    }

    static SharedFile newest(List<SharedFile> held) {
        return held.stream()
                .filter(SharedFile::newest)
                .findFirst()
                .orElseThrow(() ->
                        Refusal.BUSY.because(
                                "The file was taken out of the group at this very moment; try"
                                        + " again."));
    }

    /** Those that are no version of their name any more, as there were too many after them. */
    List<SharedFile> tooOld(List<SharedFile> held) {
        return held.stream().filter(file -> !table.isVersion(file)).toList();
    }
}
