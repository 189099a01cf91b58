package p2p.tracker.account;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;

/** An account's device; to be changed by whoever has locked the account to change it. */
@ApplicationScoped
class DeviceRows implements PanacheRepository<StoredDevice> {

    private static final String INSERT =
            "insert into device (account_id, fingerprint, since, proved_at)"
                    + " values (:account, :fingerprint, :now, 'epoch')";

    Optional<StoredDevice> of(Person person) {
        return find("accountId", person.id()).firstResultOptional();
    }

    /** Renews from now on, in the place of the account's device of before. */
    void register(Person person, Fingerprint fingerprint, Instant now) {
        forget(person);
        getSession()
                .createNativeMutationQuery(INSERT)
                .setParameter("account", person.id())
                .setParameter("fingerprint", fingerprint.bytes())
                .setParameter("now", now)
                .executeUpdate();
    }

    void forget(Person person) {
        delete("accountId", person.id());
    }
}
