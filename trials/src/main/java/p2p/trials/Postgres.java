package p2p.trials;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.TrackersPostgres;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.store.Database;

/** The one PostgreSQL of all trackers, which can be stopped on the spot. */
final class Postgres {

    private final Path folder;
    private final History history;
    private Database server;
    private final ScratchDatabase database;

    Postgres(Path folder, History history) throws DatabaseUnavailable {
        this.folder = folder;
        this.history = history;
        server = Database.open(Map.of(), folder);
        database = database(server);
    }

    ScratchDatabase database() {
        return database;
    }

    private static ScratchDatabase database(Database server) {
        Map<String, String> settings = server.settings();
        return new ScratchDatabase(
                settings.getOrDefault("quarkus.datasource.jdbc.url", ""),
                settings.getOrDefault("quarkus.datasource.username", ""),
                settings.getOrDefault("quarkus.datasource.password", ""));
    }

    /** As it does at SIGQUIT: no goodbye to anybody, and a recovery at the next start. */
    void stopOnTheSpot() throws IOException {
        history.note("PostgreSQL is stopped on the spot");
        new TrackersPostgres(folder).stopOnTheSpot();
        server.close();
    }

    void start() throws DatabaseUnavailable {
        server = Database.open(Map.of(), folder);
        history.note("PostgreSQL is started");
        if (!database(server).equals(database)) {
            throw new IllegalStateException("PostgreSQL came back at another port");
        }
    }

    void close() {
        server.close();
    }

    int connectionsOfTrackers() throws SQLException {
        return Integer.parseInt(
                rows("select count(*) from pg_stat_activity where application_name = 'p2p-tracker'")
                        .getFirst());
    }

    List<String> rows(String sql, Object... parameters) throws SQLException {
        return database.rows(sql, parameters);
    }

    Set<String> set(String sql, Object... parameters) throws SQLException {
        return new TreeSet<>(rows(sql, parameters));
    }
}
