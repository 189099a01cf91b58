package p2p.tracker.identity;

import jakarta.enterprise.context.ApplicationScoped;
import p2p.tracker.store.Sql;

/** Where the trackers' identity is kept, in the one row of its table. */
@ApplicationScoped
class IdentityTable {

    private final Sql sql;

    IdentityTable(Sql sql) {
        this.sql = sql;
    }

    /** Whoever is first makes it. */
    void makeKey() {
        KeptIdentity fresh = KeptIdentity.fresh();
        sql.update(
                "insert into tracker_identity (id, public_key, private_key) values (1, ?, ?)"
                        + " on conflict (id) do nothing",
                fresh.publicKey(),
                fresh.privateKey());
    }

    KeptIdentity key() {
        return sql.first(
                        row ->
                                new KeptIdentity(
                                        row.getBytes("public_key"), row.getBytes("private_key")),
                        "select public_key, private_key from tracker_identity where id = 1")
                .orElseThrow();
    }
}
