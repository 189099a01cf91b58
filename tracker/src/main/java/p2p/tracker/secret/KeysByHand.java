package p2p.tracker.secret;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has all keys wrapped or in the clear, for who asks at the machine of a tracker. */
public final class KeysByHand {

    private final Connection connection;
    private final KeySecrets secrets;

    /** A transaction is under way on the connection. */
    public KeysByHand(Connection connection, KeySecrets secrets) {
        this.connection = connection;
        this.secrets = secrets;
    }

    /** How many there are; empty where no tracker has made any. */
    public Optional<Integer> wrap(List<KeyColumn> columns) throws SQLException {
        KeySecret secret =
                secrets.first()
                        .orElseThrow(() ->
                                new KeySecrets.Unusable(
                                        "Name the file of the secret with "
                                                + KeySecrets.SETTING
                                                + ", here and at all trackers of the database."));
        return keep(columns, secret);
    }

    /** The same. */
    public Optional<Integer> unwrap(List<KeyColumn> columns) throws SQLException {
        return keep(columns, null);
    }

    private Optional<Integer> keep(List<KeyColumn> columns, @Nullable KeySecret secret)
            throws SQLException {
        byte @Nullable [] id = secret == null ? null : secret.id();
        // First of all, as KeyWrapping has it locked before it adds a key.
        if (execute("update key_wrapping set secret = ? where id = 1", id) == 0) {
            return Optional.empty();
        }
        int all = 0;
        for (KeyColumn column : columns) {
            all += keep(column, secret);
        }
        return Optional.of(all);
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
