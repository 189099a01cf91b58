package p2p.tracker.secret;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import p2p.tracker.store.Sql;

/** How this tracker keeps keys in the database, and reads those that are there. */
@ApplicationScoped
public class KeyWrapping {

    private static final Logger LOG = Logger.getLogger(KeyWrapping.class);

    private final Sql sql;
    private final KeySecrets secrets;
    private final AtomicBoolean warned = new AtomicBoolean();

    KeyWrapping(
            @ConfigProperty(name = "p2p.key.secret.file") Optional<Path> named,
            @ConfigProperty(name = "p2p.tracker.own-data") Optional<Path> ownData,
            Sql sql) {
        this.secrets = KeySecrets.of(named, ownData);
        this.sql = sql;
    }

    /** Refuses where keys could not be read. */
    void start(@Observes @Priority(4) StartupEvent started) {
        if (secrets.areNamed() || said().isEmpty()) {
            Optional<KeySecret> first = secrets.first();
            sql.update(
                    "insert into key_wrapping (id, secret) values (1, ?)"
                            + " on conflict (id) do nothing",
                    first.map(KeySecret::id).orElse(null));
        }
        secrets.openToOthers()
                .ifPresent(path ->
                        LOG.warnf(
                                "All users of this machine may read the file of secrets %s; say"
                                        + " chmod o-r.",
                                path.toAbsolutePath()));
        Optional<byte[]> id = said().getFirst();
        if (id.isPresent()) {
            secrets.by(id.get());
        } else {
            LOG.warn(
                    "The keys of the trackers lie in the clear in the database: docs/operations.md"
                            + " says how they are wrapped with a secret.");
        }
    }

    /** To be kept by the transaction that is under way, until whose end nobody has it otherwise. */
    public KeptKey wrap(KeyColumn column, byte[] key) {
        return secret("select secret from key_wrapping where id = 1 for share")
                .getFirst()
                .map(id -> secrets.by(id).wrap(column, key))
                .orElse(new KeptKey(key, null));
    }

    public byte[] unwrap(KeyColumn column, KeptKey kept) {
        byte[] id = kept.wrappedBy();
        if (id != null) {
            return secrets.by(id).unwrap(column, kept.bytes());
        }
        if (!warned.get()
                && said().stream().anyMatch(Optional::isPresent)
                && !warned.getAndSet(true)) {
            LOG.warnf(
                    "A key in the table %s lies in the clear, though keys are to be wrapped: say"
                            + " 'tracker keys wrap' once more.",
                    column.table());
        }
        return kept.bytes();
    }

    /** Nothing where no tracker has started yet, an empty one where keys are in the clear. */
    private List<Optional<byte[]>> said() {
        return secret("select secret from key_wrapping where id = 1");
    }

    private List<Optional<byte[]>> secret(String sql) {
        return this.sql.list(row -> Optional.ofNullable(row.getBytes("secret")), sql);
    }
}
