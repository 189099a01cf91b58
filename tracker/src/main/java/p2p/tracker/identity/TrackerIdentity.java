package p2p.tracker.identity;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.ticket.KeyVoucher;
import p2p.tracker.secret.KeyColumn;

/** The identity that this tracker shares with all others of its database. */
@ApplicationScoped
public class TrackerIdentity {

    /** Where its private half is. */
    public static final KeyColumn KEPT = new KeyColumn("tracker_identity", "private_key");

    private final boolean shown;
    private final Optional<Fingerprint> expected;
    private final IdentityTable table;
    private volatile @Nullable KeptIdentity kept;

    TrackerIdentity(
            @ConfigProperty(name = "p2p.tracker.known-by-identity", defaultValue = "false")
                    boolean shown,
            @ConfigProperty(name = "p2p.tracker.identity") Optional<String> expected,
            IdentityTable table) {
        this.shown = shown;
        this.expected = expected.map(Fingerprint::new);
        this.table = table;
    }

    /** Refuses where peers would refuse it: its line says that it is another one. */
    void start(@Observes @Priority(5) StartupEvent started) {
        table.makeKey();
        KeptIdentity key = table.key();
        if (expected.isPresent() && !expected.get().equals(key.fingerprint())) {
            throw new IllegalStateException(
                    "Its line names the identity %s, and the identity of its database is %s."
                            .formatted(expected.get(), key.fingerprint()));
        }
        kept = key;
    }

    /** By which peers know this tracker, where its line has them know it so. */
    public Optional<Fingerprint> shown() {
        return shown ? Optional.of(key().fingerprint()) : Optional.empty();
    }

    /** Has peers believe that tickets are signed with this key. */
    public KeyVoucher vouch(int id, byte[] publicKey) {
        KeptIdentity own = key();
        return KeyVoucher.sign(id, publicKey, own.publicKey(), own.pair().getPrivate());
    }

    KeptIdentity key() {
        KeptIdentity known = kept;
        if (known == null) {
            throw new IllegalStateException("the identity is known from the start on");
        }
        return known;
    }
}
