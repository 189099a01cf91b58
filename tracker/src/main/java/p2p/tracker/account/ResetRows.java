package p2p.tracker.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

@ApplicationScoped
class ResetRows implements PanacheRepositoryBase<StoredReset, Long> {

    private static final String PUT =
            "insert into password_reset (account_id, code_hash, ends_at) values (:account, :hash, :end)"
                    + " on conflict (account_id) do update"
                    + " set code_hash = excluded.code_hash, ends_at = excluded.ends_at";

    /** An account has one code: another one takes its place. */
    void put(Person person, ResetCode code, Instant end) {
        getSession()
                .createNativeMutationQuery(PUT)
                .setParameter("account", person.id())
                .setParameter("hash", code.hash())
                .setParameter("end", end)
                .executeUpdate();
    }
}
