package p2p.tracker.group;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import p2p.protocol.Role;
import p2p.tracker.account.Account;
import p2p.tracker.account.Person;
import p2p.tracker.store.Sql;

@ApplicationScoped
class MembershipRows implements PanacheRepository<Membership> {

    private static final String IN_ROLE =
            "from Membership m join fetch m.account"
                    + " where m.group.id = ?1 and m.role = ?2 order by m.id";

    private static final String PLACES =
            "select g.id, g.name, g.owner_id, m.role from grp g"
                    + " join membership m on m.group_id = g.id ";
    private static final String PLACE = PLACES + "where lower(g.name) = ? and m.account_id = ?";

    private static final String LISTED =
            "select m.id, a.id, a.name, m.joinedAt, m.role, m.group.owner.id"
                    + " from Membership m join m.account a"
                    + " where m.group.id = :group and m.id > :after order by m.id";

    private final Sql sql;

    MembershipRows(Sql sql) {
        this.sql = sql;
    }

    Optional<Membership> of(GroupRef group, Person person) {
        return find("group.id = ?1 and account.id = ?2", group.id(), person.id())
                .firstResultOptional();
    }

    /** In the order in which they joined, those after this one. */
    List<ListedMember> list(GroupRef group, long after, int most) {
        return getSession()
                .createQuery(LISTED, Object[].class)
                .setParameter("group", group.id())
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultStream()
                .map(row ->
                        new ListedMember(
                                (Long) row[0],
                                new Person((Long) row[1], (String) row[2]),
                                (Instant) row[3],
                                role(row[5], row[1], (Role) row[4])))
                .toList();
    }

    List<Membership> moderators(GroupRef group) {
        return find(IN_ROLE, group.id(), Role.MODERATOR).list();
    }

    /** Moderators before members before readers, of each whoever joined first. */
    Optional<Membership> heir(GroupRef group) {
        return Stream.of(Role.MODERATOR, Role.MEMBER, Role.READER)
                .flatMap(role -> find(IN_ROLE, group.id(), role).firstResultOptional().stream())
                .findFirst();
    }

    List<Place> of(Person person) {
        return sql.list(row -> place(row, person), PLACES + "where m.account_id = ?", person.id());
    }

    private static Place place(ResultSet row, Person person) throws SQLException {
        return new Place(
                new GroupRef(row.getLong("id"), row.getString("name")),
                role(row.getLong("owner_id"), person.id(), Role.valueOf(row.getString("role"))));
    }

    /** What of a place may not change before the transaction ends. */
    enum Kept {
        NOTHING(""),
        MEMBERSHIP(" for key share of m"),
        ROLE(" for share of m");

        private final String lock;

        Kept(String lock) {
            this.lock = lock;
        }
    }

    /** The group with this name, however it is capitalised, if the person is in it. */
    Optional<Place> place(String groupName, Person person, Kept kept) {
        return sql.first(
                row -> place(row, person),
                PLACE + kept.lock,
                GroupRows.key(groupName),
                person.id());
    }

    private static Role role(Object owner, Object person, Role written) {
        return owner.equals(person) ? Role.OWNER : written;
    }

    void add(StoredGroup group, Person person, Instant joined) {
        Account account = getSession().getReference(Account.class, person.id());
        persist(new Membership(group, account, joined));
    }

    boolean delete(GroupRef group, Person person) {
        return delete("group.id = ?1 and account.id = ?2", group.id(), person.id()) == 1;
    }
}
