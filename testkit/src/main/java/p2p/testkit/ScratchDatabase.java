package p2p.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A database on a PostgreSQL that is there for a short time; the URL is JDBC's. */
public record ScratchDatabase(String url, String user, String password) {

    /** An empty one on the same server. */
    public ScratchDatabase another() throws SQLException {
        String name = "test_" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new ScratchDatabase(url.replaceFirst("[^/]*$", name), user, password);
    }

    /** The same one at another port, which leads there. */
    public ScratchDatabase through(int port) {
        return new ScratchDatabase(url.replaceFirst(":\\d+/", ":" + port + "/"), user, password);
    }

    public int port() {
        return Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1"));
    }

    /** What tells a tracker to use it. */
    public Map<String, String> environment() {
        return Map.of(
                "P2P_DB_URL", url,
                "P2P_DB_USER", user,
                "P2P_DB_PASSWORD", password);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** All rows, each with its columns joined by blanks. */
    public List<String> rows(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                var result = new ArrayList<String>();
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    var words = new ArrayList<String>();
                    for (int i = 1; i <= columns; i++) {
                        words.add(rows.getString(i));
                    }
                    result.add(String.join(" ", words));
                }
                return result;
            }
        }
    }
}
