package p2p.tracker.group;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import p2p.protocol.Role;
import p2p.tracker.account.Account;
import p2p.tracker.account.Person;

@ApplicationScoped
class MembershipRows implements PanacheRepository<Membership> {

    private static final String IN_ROLE =
            "from Membership m join fetch m.account"
                    + " where m.group.id = ?1 and m.role = ?2 order by m.id";

    private static final String PLACE =
            "select g.id, g.name, g.owner_id, m.role from grp g"
                    + " join membership m on m.group_id = g.id"
                    + " where lower(g.name) = :group and m.account_id = :person";

    private static final String LISTED =
            "select m.id, a.id, a.name, m.joinedAt, m.role, m.group.owner.id"
                    + " from Membership m join m.account a"
                    + " where m.group.id = :group and m.id > :after order by m.id";

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
        return getSession()
                .createQuery(
                        "select g.id, g.name, g.owner.id, m.role from Membership m"
                                + " join m.group g where m.account.id = :me",
                        Object[].class)
                .setParameter("me", person.id())
                .getResultStream()
                .map(row ->
                        new Place(
                                new GroupRef((Long) row[0], (String) row[1]),
                                role(row[2], person.id(), (Role) row[3])))
                .toList();
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
        return getSession()
                .createNativeQuery(PLACE + kept.lock, Object[].class)
                .setParameter("group", GroupRows.key(groupName))
                .setParameter("person", person.id())
                .getResultStream()
                .map(row ->
                        new Place(
                                new GroupRef((Long) row[0], (String) row[1]),
                                role(row[2], person.id(), Role.valueOf((String) row[3]))))
                .findFirst();
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
