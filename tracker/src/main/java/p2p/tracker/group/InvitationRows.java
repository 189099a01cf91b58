package p2p.tracker.group;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.tracker.account.Account;
import p2p.tracker.account.Person;

@ApplicationScoped
class InvitationRows implements PanacheRepository<Invitation> {

    /** Of which group it is; the invitation itself is read once that is locked. */
    Optional<Long> groupOf(InvitationCode code) {
        return getSession()
                .createQuery(
                        "select i.group.id from Invitation i where i.codeHash = :hash", Long.class)
                .setParameter("hash", code.hash())
                .getResultStream()
                .findFirst();
    }

    Optional<Invitation> of(InvitationCode code) {
        return find("codeHash", (Object) code.hash()).firstResultOptional();
    }

    Optional<Invitation> of(GroupRef group, long id) {
        return find("group.id = ?1 and id = ?2", group.id(), id).firstResultOptional();
    }

    /** In the order in which they were made. */
    List<Invitation> of(GroupRef group) {
        return list(
                "from Invitation i left join fetch i.madeBy where i.group.id = ?1 order by i.id",
                group.id());
    }

    Invitation add(
            StoredGroup group,
            InvitationCode code,
            @Nullable String note,
            int uses,
            Person by,
            Instant made,
            Instant expires) {
        Account account = getSession().getReference(Account.class, by.id());
        var invitation = new Invitation(group, code, note, uses, account, made, expires);
        persist(invitation);
        return invitation;
    }
}
