package p2p.trials;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a group has to be, by the answers that people got. After a command of which nobody knows how
 * it ended it is not certain, until the database has been asked.
 */
final class Group {

    private static final long SETTLED_NANOS = 45_000_000_000L;

    final String name;
    final ReentrantLock lock = new ReentrantLock();
    final Set<String> members = new LinkedHashSet<>();
    final Set<String> requests = new TreeSet<>();
    final Map<String, SharedFile> files = new TreeMap<>();

    /** Which file who no longer shares, by their own word. */
    final Set<String> stopped = new TreeSet<>();

    @Nullable String owner;
    private final Map<String, Integer> departures = new HashMap<>();
    private boolean certain;
    private long uncertainSince = System.nanoTime();

    /** A file, and who shared it first, from these bytes. */
    record SharedFile(String name, Path bytes, String sharer) {}

    Group(String name) {
        this.name = name;
    }

    void madeBy(String person) {
        owner = person;
        members.add(person);
        certain = true;
    }

    boolean isCertain() {
        return certain;
    }

    boolean isGone() {
        return members.isEmpty();
    }

    /** Which stay in the group is somebody's present one; it is another one after a departure. */
    int stay(String person) {
        return departures.getOrDefault(person, 0);
    }

    void uncertain() {
        certain = false;
        uncertainSince = System.nanoTime();
    }

    /** Whoever leaves or is removed; the one who joined first owns the group from then on. */
    void loses(String person) {
        if (members.remove(person)) {
            departures.merge(person, 1, Integer::sum);
        }
        files.values().removeIf(file -> file.sharer.equals(person));
        if (person.equals(owner)) {
            owner = members.isEmpty() ? null : members.iterator().next();
        }
        if (members.isEmpty()) {
            requests.clear();
        }
    }

    /** What a command still does after nobody waited for it, it has done by now. */
    boolean isSettled() {
        return System.nanoTime() - uncertainSince > SETTLED_NANOS;
    }

    /** Takes what the database has for what there is. */
    void readFrom(Postgres postgres) throws SQLException {
        List<String> now = members(postgres);
        members.stream()
                .filter(member -> !now.contains(member))
                .forEach(member -> departures.merge(member, 1, Integer::sum));
        members.clear();
        requests.clear();
        members.addAll(now);
        requests.addAll(requests(postgres));
        List<String> owners = owner(postgres);
        owner = owners.isEmpty() ? null : owners.getFirst();
        Set<String> shares = shares(postgres);
        files.values().removeIf(file -> !shares.contains(file.name + " " + file.sharer));
        certain = true;
    }

    List<String> owner(Postgres postgres) throws SQLException {
        return postgres.rows(
                "select a.name from grp g join account a on a.id = g.owner_id where g.name = ?",
                name);
    }

    List<String> members(Postgres postgres) throws SQLException {
        return postgres.rows(
                "select a.name from grp g join membership m on m.group_id = g.id"
                        + " join account a on a.id = m.account_id where g.name = ? order by m.id",
                name);
    }

    Set<String> requests(Postgres postgres) throws SQLException {
        return postgres.set(
                "select a.name from grp g join join_request r on r.group_id = g.id"
                        + " join account a on a.id = r.account_id where g.name = ?",
                name);
    }

    /** Each as the file's name and who shares it. */
    Set<String> shares(Postgres postgres) throws SQLException {
        return postgres.set(
                "select f.name, a.name from grp g join file f on f.group_id = g.id"
                        + " join share s on s.file_id = f.id join account a on a.id = s.account_id"
                        + " where g.name = ?",
                name);
    }
}
