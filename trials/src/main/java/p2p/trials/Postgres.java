package p2p.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.store.Database;

/** The one PostgreSQL of all trackers, which can be stopped on the spot. */
final class Postgres {

    private final Path folder;
    private final History history;
    private Database database;
    private final Map<String, String> settings;

    Postgres(Path folder, History history) throws DatabaseUnavailable {
        this.folder = folder;
        this.history = history;
        database = Database.open(Map.of(), folder);
        settings = database.settings();
    }

    String url() {
        return settings.get("quarkus.datasource.jdbc.url");
    }

    String user() {
        return settings.get("quarkus.datasource.username");
    }

    String password() {
        return settings.get("quarkus.datasource.password");
    }

    /** As it does at SIGQUIT: no goodbye to anybody, and a recovery at the next start. */
    void stopOnTheSpot() throws IOException {
        history.note("PostgreSQL is stopped on the spot");
        Path file = folder.resolve("postgres/data/postmaster.pid");
        Program.kill(Long.parseLong(Files.readAllLines(file).getFirst().strip()), "QUIT");
        database.close();
    }

    void start() throws DatabaseUnavailable {
        database = Database.open(Map.of(), folder);
        history.note("PostgreSQL is started");
        if (!database.settings().get("quarkus.datasource.jdbc.url").equals(url())) {
            throw new IllegalStateException("PostgreSQL came back at another port");
        }
    }

    void close() {
        database.close();
    }

    int connectionsOfTrackers() throws SQLException {
        return Integer.parseInt(
                rows("select count(*) from pg_stat_activity where application_name = 'p2p-tracker'")
                        .getFirst());
    }

    /** All rows, each with its columns joined by blanks. */
    List<String> rows(String sql, Object... parameters) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), user(), password());
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

    Set<String> set(String sql, Object... parameters) throws SQLException {
        return new TreeSet<>(rows(sql, parameters));
    }
}
