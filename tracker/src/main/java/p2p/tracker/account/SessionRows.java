package p2p.tracker.account;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import p2p.tracker.store.TableSize;

@ApplicationScoped
class SessionRows implements PanacheRepository<StoredSession> {

    private static final String WITH_ACCOUNT = "from StoredSession s join fetch s.account where ";

    private static final String INSERT =
            "insert into session (account_id, device_id, token_hash, listen, address, started_at)"
                    + " values (:account, :device, :token, :listen, :address, :now)"
                    + " on conflict (listen) do nothing returning id";

    Optional<StoredSession> withToken(byte[] tokenHash) {
        return find(WITH_ACCOUNT + "s.tokenHash = ?1", tokenHash).firstResultOptional();
    }

    List<LiveSession> of(Person person) {
        return find(WITH_ACCOUNT + "s.account.id = ?1 order by s.id", person.id()).stream()
                .map(StoredSession::live)
                .toList();
    }

    Set<Long> online(Collection<Long> accountIds) {
        return Set.copyOf(
                getSession()
                        .createNativeQuery(
                                "select distinct account_id from session"
                                        + " where account_id = any(:ids)",
                                Long.class)
                        .setParameter("ids", accountIds.toArray(Long[]::new))
                        .getResultList());
    }

    long size() {
        return getSession()
                .createNativeQuery(TableSize.of("session"), Long.class)
                .getSingleResult();
    }

    /** False where it has gone before. */
    boolean remove(long id) {
        return delete("id", id) == 1;
    }

    boolean keep(long id) {
        return lock(id, "for key share");
    }

    boolean lock(long id) {
        return lock(id, "for update");
    }

    private boolean lock(long id, String strength) {
        return !getSession()
                .createNativeQuery("select id from session where id = :id " + strength, Long.class)
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }

    /** The new session's id, or nothing where another one has the address. */
    Optional<Long> insert(LiveSession session, SessionToken token) {
        return getSession()
                .createNativeQuery(INSERT, Long.class)
                .setParameter("account", session.person().id())
                .setParameter("device", session.device().orElseThrow())
                .setParameter("token", token.hash())
                .setParameter(
                        "listen",
                        session.listen()
                                .map(at -> AdvertisedAddress.text(at, session.address()))
                                .orElse(null))
                .setParameter("address", session.address())
                .setParameter("now", session.started())
                .getResultStream()
                .findFirst();
    }
}
