package p2p.tracker.identity;

import jakarta.enterprise.context.ApplicationScoped;
import p2p.tracker.secret.KeptKey;
import p2p.tracker.secret.KeyWrapping;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** Where the trackers' identity is kept, in the one row of its table. */
@ApplicationScoped
class IdentityTable {

    private final Sql sql;
    private final Transactions transactions;
    private final KeyWrapping wrapping;

    IdentityTable(Sql sql, Transactions transactions, KeyWrapping wrapping) {
        this.sql = sql;
        this.transactions = transactions;
        this.wrapping = wrapping;
    }

    /** Whoever is first makes it. */
    void makeKey() {
        KeptIdentity fresh = KeptIdentity.fresh();
        transactions.run(() -> {
            KeptKey kept = wrapping.wrap(TrackerIdentity.KEPT, fresh.privateKey());
            sql.update(
                    "insert into tracker_identity (id, public_key, private_key, wrapped_by)"
                            + " values (1, ?, ?, ?) on conflict (id) do nothing",
                    fresh.publicKey(),
                    kept.bytes(),
                    kept.wrappedBy());
        });
    }

    KeptIdentity key() {
        return sql.first(
                        row ->
                                new KeptIdentity(
                                        row.getBytes("public_key"),
                                        wrapping.unwrap(
                                                TrackerIdentity.KEPT,
                                                KeptKey.read(row, TrackerIdentity.KEPT))),
                        "select public_key, private_key, wrapped_by from tracker_identity where id = 1")
                .orElseThrow();
    }
}
