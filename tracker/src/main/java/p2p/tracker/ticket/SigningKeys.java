package p2p.tracker.ticket;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.ticket.KeyVoucher;
import p2p.tracker.identity.TrackerIdentity;
import p2p.tracker.secret.KeptKey;
import p2p.tracker.secret.KeyColumn;
import p2p.tracker.secret.KeyWrapping;
import p2p.tracker.store.Repeated;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** The keys that tickets are signed with: every day a new one, which peers know before it signs. */
@ApplicationScoped
public class SigningKeys {

    /** Where their private halves are. */
    public static final KeyColumn KEPT = new KeyColumn("signing_key", "private_key");

    private static final long LOCK = 0x7032702L;
    private static final Duration PERIOD = Duration.ofDays(1);

    /** Long enough for every tracker to load it and every peer to hear of it. */
    private static final Duration NOTICE = Duration.ofMinutes(2);

    private static final String ALGORITHM = "Ed25519";

    private final Sql sql;
    private final Transactions transactions;
    private final KeyWrapping wrapping;
    private final TrackerIdentity identity;
    private final Event<KeysChanged> changed;
    private final Repeated refreshes = new Repeated("the look for signing keys");
    private volatile List<Pair> keys = List.of();

    SigningKeys(
            Sql sql,
            Transactions transactions,
            KeyWrapping wrapping,
            TrackerIdentity identity,
            Event<KeysChanged> changed) {
        this.sql = sql;
        this.transactions = transactions;
        this.wrapping = wrapping;
        this.identity = identity;
        this.changed = changed;
    }

    record Pair(
            int id,
            byte[] publicKey,
            PrivateKey privateKey,
            Instant signsFrom,
            KeyVoucher voucher) {}

    /** Fired as a CDI event: there are other keys from now on. */
    public record KeysChanged(List<TrackerMessage.Key> keys) {}

    void start(@Observes @Priority(10) StartupEvent started) {
        load();
    }

    @Scheduled(
            every = "10s",
            delayed = "10s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void refresh() {
        refreshes.run(this::load);
    }

    void load() {
        List<Integer> before = keys.stream().map(Pair::id).toList();
        keys = transactions.get(this::rotateAndRead);
        if (!keys.stream().map(Pair::id).toList().equals(before)) {
            changed.fire(new KeysChanged(published()));
        }
    }

    /** Those that peers have to know. */
    public List<TrackerMessage.Key> published() {
        return keys.stream()
                .map(key -> new TrackerMessage.Key(key.id, key.publicKey, key.voucher))
                .toList();
    }

    /** The one that signs at this time: the youngest whose time has come. */
    Pair at(Instant now) {
        return keys.stream()
                .filter(key -> !key.signsFrom.isAfter(now))
                .reduce((_, younger) -> younger)
                .orElseThrow();
    }

    private List<Pair> rotateAndRead() {
        sql.list(row -> true, "select pg_advisory_xact_lock(?)", LOCK);
        boolean none = sql.ids("select id from signing_key").isEmpty();
        if (none || isOld()) {
            insert(none ? Duration.ZERO : NOTICE);
        }
        sql.update(
                """
                delete from signing_key old where exists (
                    select 1 from signing_key young where young.signs_from > old.signs_from
                        and young.signs_from < clock_timestamp() - make_interval(secs => ?))
                """,
                TicketIssuer.LIFE.multipliedBy(2).toSeconds());
        return sql.list(
                this::pair,
                "select id, public_key, private_key, wrapped_by, signs_from from signing_key"
                        + " order by signs_from, id");
    }

    private boolean isOld() {
        return sql.ids(
                        "select id from signing_key where signs_from >"
                                + " clock_timestamp() - make_interval(secs => ?)",
                        PERIOD.toSeconds())
                .isEmpty();
    }

    private void insert(Duration notice) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            KeptKey kept = wrapping.wrap(KEPT, pair.getPrivate().getEncoded());
            sql.update(
                    "insert into signing_key (public_key, private_key, wrapped_by, signs_from)"
                            + " values (?, ?, ?, clock_timestamp() + make_interval(secs => ?))",
                    pair.getPublic().getEncoded(),
                    kept.bytes(),
                    kept.wrappedBy(),
                    notice.toSeconds());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private Pair pair(ResultSet row) throws SQLException {
        try {
            int id = row.getInt("id");
            byte[] publicKey = row.getBytes("public_key");
            return new Pair(
                    id,
                    publicKey,
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(
                                            wrapping.unwrap(KEPT, KeptKey.read(row, KEPT)))),
                    Sql.instant(row, "signs_from"),
                    identity.vouch(id, publicKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored signing key cannot be read", e);
        }
    }
}
