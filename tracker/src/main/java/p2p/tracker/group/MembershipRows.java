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

    private static final String WITH_ACCOUNT = "from Membership m join fetch m.account where ";

    private static final String IN_ROLE =
            WITH_ACCOUNT + "m.group.id = ?1 and m.role = ?2 order by m.id";

    Optional<Membership> of(GroupRef group, Person person) {
        return find("group.id = ?1 and account.id = ?2", group.id(), person.id())
                .firstResultOptional();
    }

    /** In the order in which they joined, those after this one. */
    List<Membership> of(GroupRef group, long after, int most) {
        return find(WITH_ACCOUNT + "m.group.id = ?1 and m.id > ?2 order by m.id", group.id(), after)
                .range(0, most - 1)
                .list();
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
                                row[2].equals(person.id()) ? Role.OWNER : (Role) row[3]))
                .toList();
    }

    /** Keeps the membership from ending until the transaction ends; false where there is none. */
    boolean keep(GroupRef group, Person person) {
        return lock(group, person, " for key share");
    }

    /** The same, and the role does not change until then either. */
    boolean keepRole(GroupRef group, Person person) {
        return lock(group, person, " for share");
    }

    private boolean lock(GroupRef group, Person person, String how) {
        return !getSession()
                .createNativeQuery(
                        "select id from membership where group_id = :group and account_id = :person"
                                + how,
                        Long.class)
                .setParameter("group", group.id())
                .setParameter("person", person.id())
                .getResultList()
                .isEmpty();
    }

    void add(StoredGroup group, Person person, Instant joined) {
        Account account = getSession().getReference(Account.class, person.id());
        persist(new Membership(group, account, joined));
    }

    boolean delete(GroupRef group, Person person) {
        return delete("group.id = ?1 and account.id = ?2", group.id(), person.id()) == 1;
    }
}
