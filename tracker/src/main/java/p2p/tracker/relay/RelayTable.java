package p2p.tracker.relay;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import p2p.protocol.HostPort;
import p2p.tracker.secret.KeptKey;
import p2p.tracker.secret.KeyWrapping;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** Which trackers are relays, and the key of all passes. */
@ApplicationScoped
class RelayTable {

    private static final int KEY_LENGTH = 32;

    private final Sql sql;
    private final Transactions transactions;
    private final KeyWrapping wrapping;

    RelayTable(Sql sql, Transactions transactions, KeyWrapping wrapping) {
        this.sql = sql;
        this.transactions = transactions;
        this.wrapping = wrapping;
    }

    /** This run of a tracker is a relay from now on. */
    void register(int tracker, UUID incarnation, HostPort address) {
        sql.update(
                "insert into relay (tracker, incarnation, address) values (?, ?, ?)"
                        + " on conflict (tracker) do update set"
                        + " incarnation = excluded.incarnation, address = excluded.address",
                tracker,
                incarnation,
                address.toString());
    }

    /** Those that beat. */
    List<Relays.Relay> live() {
        return sql.list(
                row ->
                        new Relays.Relay(
                                row.getInt("tracker"),
                                row.getObject("incarnation", UUID.class),
                                HostPort.parse(row.getString("address"))),
                "select r.tracker, r.incarnation, r.address from relay r join live_tracker l"
                        + " on l.number = r.tracker and l.incarnation = r.incarnation"
                        + " order by r.tracker");
    }

    /** By the database's clock, as meetings are granted. */
    Instant now() {
        return sql.now();
    }

    /** Whoever is first makes it. */
    void makeKey() {
        byte[] fresh = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(fresh);
        transactions.run(() -> {
            KeptKey kept = wrapping.wrap(Relays.KEPT, fresh);
            sql.update(
                    "insert into relay_key (id, key, wrapped_by) values (1, ?, ?)"
                            + " on conflict (id) do nothing",
                    kept.bytes(),
                    kept.wrappedBy());
        });
    }

    byte[] key() {
        return sql.first(
                        row -> wrapping.unwrap(Relays.KEPT, KeptKey.read(row, Relays.KEPT)),
                        "select key, wrapped_by from relay_key where id = 1")
                .orElseThrow();
    }
}
