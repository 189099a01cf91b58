package p2p.tracker.account;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import p2p.tracker.store.Sql;

@ApplicationScoped
class AccountRows implements PanacheRepository<Account> {

    private static final String INSERT =
            "insert into account (name, password_hash, created_at) values (?, ?, ?)"
                    + " on conflict do nothing returning id";

    private final Sql sql;

    AccountRows(Sql sql) {
        this.sql = sql;
    }

    Optional<Account> named(String name) {
        return find("lower(name) = ?1", name.toLowerCase(Locale.ROOT)).firstResultOptional();
    }

    /** The new account's id, or nothing where the name is taken. */
    Optional<Long> insert(String name, String passwordHash, Instant now) {
        return sql.ids(INSERT, name, passwordHash, now).stream().findFirst();
    }

    /** Whose it is, without its row, which who locks it reads afterwards. */
    Optional<Person> personNamed(String name) {
        return getSession()
                .createQuery(
                        "select a.id, a.name from Account a where lower(a.name) = :name",
                        Object[].class)
                .setParameter("name", name.toLowerCase(Locale.ROOT))
                .getResultStream()
                .findFirst()
                .map(row -> new Person((Long) row[0], (String) row[1]));
    }

    /** In the order of their names, behind this one. */
    List<Account> page(String match, String after, int limit) {
        return find(
                        "lower(name) > ?1 and locate(?2, lower(name)) > 0 order by lower(name)",
                        after.toLowerCase(Locale.ROOT),
                        match.toLowerCase(Locale.ROOT))
                .page(0, limit)
                .list();
    }

    void remove(long id) {
        delete("id", id);
    }

    /** Keeps the account from being deleted until the transaction ends; false where it is gone. */
    boolean keep(long id) {
        return lock(id, "for key share");
    }

    /** Waits for all who keep the account or are changing it; false where it is gone. */
    boolean lockToDelete(long id) {
        return lock(id, "for update");
    }

    /** One change of the account or its session at a time. */
    boolean lockToChange(long id) {
        return lock(id, "for no key update");
    }

    private boolean lock(long id, String strength) {
        return !sql.ids("select id from account where id = ? " + strength, id).isEmpty();
    }
}
