package p2p.tracker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.testkit.ScratchDatabase;
import p2p.tracker.postgres.DatabaseAccess;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.postgres.PostgresForTests;

class DatabaseTest {

    @TempDir Path folder;

    @Test
    void readsUrlsOfBothKinds() throws DatabaseUnavailable {
        assertEquals(
                new DatabaseAccess("jdbc:postgresql://db:5432/p2p", "ann", "se:cret"),
                Database.external("jdbc:postgresql://db:5432/p2p", "ann", "se:cret"));
        assertEquals(
                new DatabaseAccess("jdbc:postgresql://db/p2p?sslmode=require", "ann", "a+b/c"),
                Database.external("postgres://ann:a+b%2Fc@db/p2p?sslmode=require", null, null));
        assertEquals(
                new DatabaseAccess("jdbc:postgresql://a:1,b:2/p2p", "bob", "x"),
                Database.external("postgresql://ann:x@a:1,b:2/p2p", "bob", null));
        assertEquals(
                new DatabaseAccess("jdbc:postgresql://[::1]/p2p", "", ""),
                Database.external("postgresql://[::1]/p2p", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"db:5432/p2p", "mysql://db/p2p", "postgresql://db", "postgresql:///p2p"})
    void refusesWhatIsNoUrl(String url) {
        assertEquals(
                "P2P_DB_URL is not of the form postgresql://HOST:PORT/DATABASE.",
                assertThrows(DatabaseUnavailable.class, () -> Database.external(url, null, null))
                        .getMessage());
    }

    @Test
    void waitsForADatabaseAsLongAsItIsToldTo() throws Exception {
        ScratchDatabase server = PostgresForTests.freshDatabase();
        String name = "late_" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Map<String, String> environment = environment(server, name);
        assertThrows(DatabaseUnavailable.class, () -> Database.open(environment, folder));

        var patient = new HashMap<>(environment);
        patient.put("P2P_DB_WAIT", "60");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = server.connect();
                var statement = connection.createStatement()) {
            var opened = threads.submit(() -> Database.open(patient, folder));
            statement.execute("CREATE DATABASE " + name);
            try (Database database = opened.get()) {
                assertEquals(
                        server.url().replaceFirst("[^/]*$", name),
                        database.settings().get("quarkus.datasource.jdbc.url"));
            }
        }
    }

    @Test
    void saysWhatTheWaitMustBe() {
        var environment = Map.of("P2P_DB_URL", "postgresql://127.0.0.1:1/p2p", "P2P_DB_WAIT", "5m");
        assertEquals(
                "P2P_DB_WAIT is the seconds to wait for the database, not '5m'.",
                assertThrows(DatabaseUnavailable.class, () -> Database.open(environment, folder))
                        .getMessage());
    }

    private static Map<String, String> environment(ScratchDatabase server, String name) {
        return Map.of(
                "P2P_DB_URL", server.url().replaceFirst("[^/]*$", name),
                "P2P_DB_USER", server.user(),
                "P2P_DB_PASSWORD", server.password());
    }

    @Test
    void doesNotTellSecrets() {
        var access = new DatabaseAccess("jdbc:postgresql://db/p2p?password=x", "ann", "y");
        assertEquals("jdbc:postgresql://db/p2p", access.toString());
    }
}
