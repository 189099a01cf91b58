package p2p.tracker.postgres;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import p2p.testkit.ScratchDatabase;

/**
 * A real PostgreSQL for every test under {@code @QuarkusTest}: one server for the test run, one
 * fresh database for each start of the application. It needs no annotation anywhere else.
 */
@QuarkusTestResource(PostgresForTests.class)
public final class PostgresForTests implements QuarkusTestResourceLifecycleManager {

    private static final String FAST = "fsync = off\nsynchronous_commit = off\n";
    private static final String PREFIX = "p2p.tests.postgres.";

    @Override
    public Map<String, String> start() {
        ScratchDatabase fresh = freshDatabase();
        return Map.of(
                "quarkus.datasource.jdbc.url", fresh.url(),
                "quarkus.datasource.username", fresh.user(),
                "quarkus.datasource.password", fresh.password());
    }

    @Override
    public void stop() {}

    /** An empty database on the test run's server. */
    public static ScratchDatabase freshDatabase() {
        try {
            return server().another();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kept in system properties, since Quarkus loads this class once for each class loader. */
    private static ScratchDatabase server() {
        synchronized (System.class) {
            return Optional.ofNullable(System.getProperty(PREFIX + "url"))
                    .map(url ->
                            new ScratchDatabase(
                                    url,
                                    System.getProperty(PREFIX + "user"),
                                    System.getProperty(PREFIX + "password")))
                    .orElseGet(PostgresForTests::startServer);
        }
    }

    private static ScratchDatabase startServer() {
        try {
            Path folder = Files.createTempDirectory("p2p-postgres-for-tests");
            var postgres = EmbeddedPostgres.join(folder, System.getenv(), FAST);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(postgres, folder)));
            DatabaseAccess access = postgres.access();
            System.setProperty(PREFIX + "url", access.url());
            System.setProperty(PREFIX + "user", access.user());
            System.setProperty(PREFIX + "password", access.password());
            return new ScratchDatabase(access.url(), access.user(), access.password());
        } catch (IOException | DatabaseUnavailable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(EmbeddedPostgres postgres, Path folder) {
        postgres.close();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
