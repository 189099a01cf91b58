package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** Whose request it is: asked before almost each, so by one statement and without any entity. */
@ApplicationScoped
class SessionLookup {

    private static final String LIVE =
            """
            select s.id, s.account_id, a.name, s.device_id, s.listen, s.address, s.started_at
            from session s join account a on a.id = s.account_id
            where s.token_hash = ?
            """;

    private final Sql sql;
    private final Transactions transactions;

    SessionLookup(Sql sql, Transactions transactions) {
        this.sql = sql;
        this.transactions = transactions;
    }

    Optional<LiveSession> find(SessionToken token) {
        return transactions.statement(() -> sql.first(SessionLookup::live, LIVE, token.hash()));
    }

    private static LiveSession live(ResultSet row) throws SQLException {
        return new LiveSession(
                row.getLong("id"),
                new Person(row.getLong("account_id"), row.getString("name")),
                Optional.ofNullable(row.getObject("device_id", Long.class)),
                Optional.ofNullable(row.getString("listen")).map(AdvertisedAddress::read),
                row.getString("address"),
                Sql.instant(row, "started_at"));
    }
}
