package p2p.tracker.account;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import p2p.tracker.store.Sql;
import p2p.tracker.store.TableSize;

@ApplicationScoped
class SessionRows implements PanacheRepository<StoredSession> {

    private static final String WITH_ACCOUNT = "from StoredSession s join fetch s.account where ";

    private static final String INSERT =
            "insert into session (account_id, device_id, token_hash, listen, address, started_at)"
                    + " values (?, ?, ?, ?, ?, ?)"
                    + " on conflict (listen) do nothing returning id";

    private final Sql sql;

    SessionRows(Sql sql) {
        this.sql = sql;
    }

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
                sql.ids(
                        "select distinct account_id from session where account_id = any (?)",
                        accountIds));
    }

    long size() {
        return sql.ids(TableSize.of("session")).getFirst();
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
        return !sql.ids("select id from session where id = ? " + strength, id).isEmpty();
    }

    /** The new session's id, or nothing where another one has the address. */
    Optional<Long> insert(LiveSession session, SessionToken token) {
        return sql
                .ids(
                        INSERT,
                        session.person().id(),
                        session.device().orElseThrow(),
                        token.hash(),
                        session.listen()
                                .map(at -> AdvertisedAddress.text(at, session.address()))
                                .orElse(null),
                        session.address(),
                        session.started())
                .stream()
                .findFirst();
    }
}
