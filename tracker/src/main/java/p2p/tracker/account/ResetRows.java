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

    private static final String GOOD = "account = ?1 and codeHash = ?2 and endsAt > ?3";

    boolean isGood(Person person, ResetCode code, Instant now) {
        return count(GOOD, person.id(), code.hash(), now) == 1;
    }

    /** False where it is no good one (any more). */
    boolean use(Person person, ResetCode code, Instant now) {
        return delete(GOOD, person.id(), code.hash(), now) == 1;
    }

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
