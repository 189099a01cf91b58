package p2p.tracker.secret;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has all keys wrapped, in the clear or forgotten, for who asks at the machine of a tracker. */
public final class KeysByHand {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connection connection;
    private final KeySecrets secrets;
    private final List<KeyColumn> columns;

    /** A transaction is under way on the connection. */
    public KeysByHand(Connection connection, KeySecrets secrets, List<KeyColumn> columns) {
        this.connection = connection;
        this.secrets = secrets;
        this.columns = columns;
    }

    /** How many there are, with which secret, and whether some were not so before. */
    public record Wrapped(int keys, String idBegins, boolean changed) {}

    /** Empty where no tracker has made any. */
    public Optional<Wrapped> wrap() throws SQLException {
        List<Optional<byte[]>> said = said();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        Optional<byte[]> before = said.getFirst();
        // Where keys are wrapped already, a fresh one in the place of theirs would only mislead.
        KeySecret secret =
                (before.isPresent() ? secrets.present() : secrets.first())
                        .orElseThrow(() ->
                                new KeySecrets.Unusable(
                                        "Name the file of the secret with "
                                                + KeySecrets.SETTING
                                                + ", here and at all trackers of the database."));
        boolean changes = before.filter(secret::is).isEmpty() || isAnyNotBy(secret);
        return Optional.of(new Wrapped(keep(secret), secret.idBegins(), changes));
    }

    /** How many there are; empty where no tracker has made any. */
    public Optional<Integer> unwrap() throws SQLException {
        return said().isEmpty() ? Optional.empty() : Optional.of(keep(null));
    }

    /** How many there were. The next tracker to start decides anew how they are kept. */
    public int forget() throws SQLException {
        said();
        int keys = 0;
        for (KeyColumn column : columns) {
            keys += execute("delete from " + column.table());
        }
        execute("delete from key_wrapping");
        return keys;
    }

    /**
     * Leaves nothing in the tables' files of what was in them before, outside of transactions.
     * False where somebody reads the tables for long, whom the trackers would have to wait for.
     */
    public boolean sweep() throws SQLException {
        try {
            execute("set lock_timeout = '2s'");
            for (KeyColumn column : columns) {
                execute("vacuum full " + column.table());
            }
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /**
     * What key_wrapping says, if anything. First of all, as KeyWrapping has it locked before it
     * adds a key.
     */
    private List<Optional<byte[]>> said() throws SQLException {
        try (PreparedStatement ask =
                        connection.prepareStatement(
                                "select secret from key_wrapping where id = 1 for update");
                ResultSet row = ask.executeQuery()) {
            return row.next() ? List.of(Optional.ofNullable(row.getBytes("secret"))) : List.of();
        }
    }

    private boolean isAnyNotBy(KeySecret secret) throws SQLException {
        for (KeyColumn column : columns) {
            try (PreparedStatement ask =
                    connection.prepareStatement(
                            "select from %s where wrapped_by is distinct from ?"
                                    .formatted(column.table()))) {
                ask.setBytes(1, secret.id());
                try (ResultSet row = ask.executeQuery()) {
                    if (row.next()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private int keep(@Nullable KeySecret secret) throws SQLException {
        byte @Nullable [] id = secret == null ? null : secret.id();
        execute("update key_wrapping set secret = ? where id = 1", id);
        int all = 0;
        for (KeyColumn column : columns) {
            all += keep(column, secret);
        }
        return all;
    }

    private int keep(KeyColumn column, @Nullable KeySecret secret) throws SQLException {
        int keys = 0;
        try (PreparedStatement ask =
                        connection.prepareStatement(
                                "select id, %s, wrapped_by from %s order by id for update"
                                        .formatted(column.column(), column.table()));
                ResultSet row = ask.executeQuery()) {
            while (row.next()) {
                KeptKey old = KeptKey.read(row, column);
                byte[] id = old.wrappedBy();
                byte[] key = id == null ? old.bytes() : secrets.by(id).unwrap(column, old.bytes());
                KeptKey kept = secret == null ? new KeptKey(key, null) : secret.wrap(column, key);
                execute(
                        "update %s set %s = ?, wrapped_by = ? where id = ?"
                                .formatted(column.table(), column.column()),
                        kept.bytes(),
                        kept.wrappedBy(),
                        row.getInt("id"));
                keys++;
            }
        }
        return keys;
    }

    private int execute(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
