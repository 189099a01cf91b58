package p2p.tracker.account;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import p2p.tracker.store.Sql;

/** Those that have ended are not there, though their rows may be. */
@ApplicationScoped
class BrowserRows implements PanacheRepository<StoredBrowser> {

    private static final String WITH_ACCOUNT = "from StoredBrowser b join fetch b.account where ";

    private final Sql sql;

    BrowserRows(Sql sql) {
        this.sql = sql;
    }

    Optional<Browser> withToken(SessionToken token, Instant now) {
        return find(WITH_ACCOUNT + "b.tokenHash = ?1 and b.endsAt > ?2", token.hash(), now)
                .firstResultOptional()
                .map(StoredBrowser::browser);
    }

    /** Nothing, where it is removed at this moment. */
    void seen(Browser browser, Instant now, Instant ends) {
        update("seenAt = ?1, endsAt = ?2 where id = ?3", now, ends, browser.id());
    }

    /** In the order in which people signed in there. */
    List<Browser> of(Person person, Instant now) {
        return find(
                        WITH_ACCOUNT + "b.account.id = ?1 and b.endsAt > ?2 order by b.id",
                        person.id(),
                        now)
                .stream()
                .map(StoredBrowser::browser)
                .toList();
    }

    Browser add(
            Account account,
            String name,
            SessionToken token,
            String address,
            Instant now,
            Instant ends) {
        var row = new StoredBrowser(account, name, token, address, now, ends);
        persist(row);
        return row.browser();
    }

    /** False where it has gone before. */
    boolean remove(long id) {
        return delete("id", id) == 1;
    }

    boolean keep(long id) {
        return !sql.ids("select id from browser where id = ? for key share", id).isEmpty();
    }

    void removeEnded(Instant now) {
        delete("endsAt <= ?1", now);
    }
}
