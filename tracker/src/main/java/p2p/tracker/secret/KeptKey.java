package p2p.tracker.secret;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A key as it lies in the database, and the id of the secret that wraps it, unless none does. */
public record KeptKey(byte[] bytes, byte @Nullable [] wrappedBy) {

    public static KeptKey read(ResultSet row, KeyColumn column) throws SQLException {
        return new KeptKey(row.getBytes(column.column()), row.getBytes("wrapped_by"));
    }
}
