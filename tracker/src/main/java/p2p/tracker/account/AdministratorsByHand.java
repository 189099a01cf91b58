package p2p.tracker.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is an administrator, as somebody says who is at the machine of a tracker. */
public final class AdministratorsByHand {

    private final Connection connection;

    public AdministratorsByHand(Connection connection) {
        this.connection = connection;
    }

    /** The account's name as it is written; empty where there is none. */
    public Optional<String> set(String name, boolean administrator) throws SQLException {
        try (PreparedStatement change =
                connection.prepareStatement(
                        "update account set administrator = ? where lower(name) = lower(?)"
                                + " returning name")) {
            change.setBoolean(1, administrator);
            change.setString(2, name);
            return names(change).stream().findFirst();
        }
    }

    public List<String> all() throws SQLException {
        try (PreparedStatement list =
                connection.prepareStatement(
                        "select name from account where administrator order by lower(name)")) {
            return names(list);
        }
    }

    private static List<String> names(PreparedStatement statement) throws SQLException {
        var names = new ArrayList<String>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
