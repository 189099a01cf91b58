package p2p.tracker.group;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import p2p.protocol.Names;
import p2p.protocol.Role;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.Standing;
import p2p.tracker.account.Person;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.store.Sql;
import p2p.tracker.store.TableSize;

@ApplicationScoped
class GroupRows implements PanacheRepository<StoredGroup> {

    private static final String INSERT =
            "insert into grp (name, owner_id, created_at) values (?, ?, ?)"
                    + " on conflict do nothing returning id";

    private static final String INFO =
            """
            select g.name, o.name,
                g.members,
                case when o.id = :me then 'OWNER'
                    when exists (select 1 from Membership m
                        where m.group = g and m.account.id = :me) then 'MEMBER'
                    when exists (select 1 from JoinRequest r
                        where r.group = g and r.account.id = :me) then 'REQUESTED'
                    else 'NONE' end,
                (select m.role from Membership m where m.group = g and m.account.id = :me)
            from StoredGroup g join g.owner o
            where
            """;

    private final Sql sql;

    GroupRows(Sql sql) {
        this.sql = sql;
    }

    /** The group with this name, however it is capitalised. */
    StoredGroup named(String name) {
        return existing(
                name,
                find("from StoredGroup g join fetch g.owner where lower(g.name) = ?1", key(name)));
    }

    /** The same, and whoever else locks it waits until this transaction ends. */
    StoredGroup lock(String name) {
        return existing(
                name, find("lower(name) = ?1", key(name)).withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    Optional<StoredGroup> lock(long id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /** About how many groups there are. */
    long size() {
        return sql.ids(TableSize.of("grp")).getFirst();
    }

    /** How many groups the person owns. */
    long ownedBy(Person person) {
        return getSession()
                .createQuery(
                        "select count(*) from Membership m where m.account.id = :me"
                                + " and m.group.owner.id = :me",
                        Long.class)
                .setParameter("me", person.id())
                .getSingleResult();
    }

    /** Locks, in the order of their ids, all groups that the person is in or has asked to be in. */
    List<StoredGroup> lockAllOf(Person person) {
        return find(
                        "id in (select m.group.id from Membership m where m.account.id = ?1)"
                                + " or id in (select r.group.id from JoinRequest r"
                                + " where r.account.id = ?1) order by id",
                        person.id())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** The new group's id, or nothing where the name is taken. */
    Optional<Long> insert(String name, Person owner, Instant now) {
        return sql.ids(INSERT, name, owner.id(), now).stream().findFirst();
    }

    void remove(GroupRef group) {
        delete("id", group.id());
    }

    /** Groups whose names hold {@code match} and come behind {@code after}, by name. */
    List<GroupInfo> page(Person me, String match, String after, int limit) {
        return getSession()
                .createQuery(
                        INFO
                                + "lower(g.name) > :after and locate(:match, lower(g.name)) > 0"
                                + " order by lower(g.name)",
                        Object[].class)
                .setParameter("me", me.id())
                .setParameter("after", after.toLowerCase(Locale.ROOT))
                .setParameter("match", match.toLowerCase(Locale.ROOT))
                .setMaxResults(limit)
                .getResultStream()
                .map(GroupRows::info)
                .toList();
    }

    List<GroupInfo> of(Person me) {
        return getSession()
                .createQuery(
                        INFO
                                + "exists (select 1 from Membership m"
                                + " where m.group = g and m.account.id = :me)"
                                + " order by lower(g.name)",
                        Object[].class)
                .setParameter("me", me.id())
                .getResultStream()
                .map(GroupRows::info)
                .toList();
    }

    GroupInfo info(Person me, GroupRef group) {
        return info(
                getSession()
                        .createQuery(INFO + "g.id = :group", Object[].class)
                        .setParameter("me", me.id())
                        .setParameter("group", group.id())
                        .getSingleResult());
    }

    private static GroupInfo info(Object[] row) {
        Standing standing = Standing.valueOf((String) row[3]);
        return new GroupInfo(
                (String) row[0],
                (String) row[1],
                (Integer) row[2],
                standing,
                standing == Standing.OWNER ? Role.OWNER : (Role) row[4]);
    }

    private static StoredGroup existing(String name, PanacheQuery<StoredGroup> query) {
        return query.<StoredGroup>firstResultOptional()
                .orElseThrow(
                        () -> Refusal.NO_SUCH_GROUP.because("There is no group '" + name + "'."));
    }

    /** By which a name is found; refuses what no group can be called. */
    static String key(String name) {
        if (Names.whyNotName(name).isPresent()) {
            throw Refusal.NO_SUCH_GROUP.because("No group can have this name.");
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
