package p2p.tracker.group;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import p2p.tracker.account.Account;
import p2p.tracker.account.Person;

@ApplicationScoped
class RequestRows implements PanacheRepository<JoinRequest> {

    boolean exists(GroupRef group, Person person) {
        return count("group.id = ?1 and account.id = ?2", group.id(), person.id()) == 1;
    }

    /** In the order in which they asked, those after this one. */
    List<JoinRequest> of(GroupRef group, long after, int most) {
        return find(
                        "from JoinRequest r join fetch r.account"
                                + " where r.group.id = ?1 and r.id > ?2 order by r.id",
                        group.id(),
                        after)
                .range(0, most - 1)
                .list();
    }

    long countOf(Person person) {
        return count("account.id", person.id());
    }

    JoinRequest add(StoredGroup group, Person person, Instant requested) {
        Account account = getSession().getReference(Account.class, person.id());
        var request = new JoinRequest(group, account, requested);
        persist(request);
        return request;
    }

    boolean delete(GroupRef group, Person person) {
        return delete("group.id = ?1 and account.id = ?2", group.id(), person.id()) == 1;
    }
}
