package p2p.tracker.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What somebody did who is at the machine of a tracker, in the transaction in which they did it.
 */
public final class AuditByHand {

    private AuditByHand() {}

    public static void add(Connection connection, String what, String user) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into audit (what, user_name, details) values (?, ?, '{}')")) {
            insert.setString(1, what);
            insert.setString(2, user);
            insert.executeUpdate();
        }
    }
}
