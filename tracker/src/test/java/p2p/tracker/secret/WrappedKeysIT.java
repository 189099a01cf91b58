package p2p.tracker.secret;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.Tracker;
import p2p.testkit.TrackersPostgres;
import p2p.tracker.postgres.PostgresForTests;

/** What a copy of the database gives away, and what trackers need to read it. */
class WrappedKeysIT {

    private static final String ONE = "the-first-secret-of-these-trackers";
    private static final String OTHER = "the-other-secret-of-these-trackers";
    private static final String LOST = lost("");
    private static final String IN_THE_CLEAR =
            "3 keys in the database are in the clear, and so in all copies of it, until 'keys wrap'"
                    + " is said again.\n";
    private static final String CLEAR =
            "(?s).* WARN +The keys of the trackers lie in the clear in the database: .*";
    private static final String KEYS =
            "select encode(private_key, 'hex') from signing_key union all"
                    + " select encode(private_key, 'hex') from tracker_identity union all"
                    + " select encode(key, 'hex') from relay_key";

    @TempDir Path folder;

    private static String lost(String option) {
        return " Where it is lost, stop all trackers and say 'tracker keys forget"
                + option
                + "': they make new keys, and all users have to name their new identity.\n";
    }

    @BeforeEach
    void list() throws IOException {
        Tracker.list(folder, 3);
    }

    @AfterEach
    void killWhatIsLeft() {
        new TrackersPostgres(folder).kill9();
    }

    @Test
    void aCopyOfTheDatabaseHoldsNoKey() throws Exception {
        ScratchDatabase database;
        List<String> keys;
        try (var tracker = run(Map.of(), "tracker_info.txt", "1", "--data", "data").awaitReady()) {
            database = own();
            Path secret = folder.resolve("data/secret");
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
            String wrapped = dump(database);
            said(0, IN_THE_CLEAR, Map.of(), "unwrap");
            keys = database.rows(KEYS);
            String clear = dump(database);
            assertEquals(3, keys.size());
            for (String key : keys) {
                assertTrue(clear.contains(key), "the dump holds keys that are in the clear");
                assertFalse(wrapped.contains(key), "the dump held a key");
            }
            said(
                    0,
                    "3 keys in the database are wrapped with the first secret, whose id begins with ",
                    Map.of(),
                    "wrap");
            String again = dump(database);
            assertTrue(keys.stream().noneMatch(again::contains), "the dump holds a key");
            tracker.type("quit");
            assertEquals(0, tracker.awaitExit());
            assertEquals("", tracker.errors());
        }
        try (var tracker = run(Map.of(), "tracker_info.txt", "1", "--data", "data").awaitReady()) {
            said(0, IN_THE_CLEAR, Map.of(), "unwrap");
            assertEquals(keys, own().rows(KEYS));
            assertEquals("", tracker.errors());
        }
        said(
                0,
                "3 keys in the database are wrapped with the first secret, whose id begins with ",
                Map.of(),
                "wrap");
        Files.move(folder.resolve("data/secret"), folder.resolve("elsewhere"));
        assertRefused(
                Map.of(),
                "The keys in the database are wrapped with a secret that is not in "
                        + folder.resolve("data/secret")
                        + "; put it back there."
                        + lost(" --data " + folder.resolve("data")));
        Files.move(folder.resolve("elsewhere"), folder.resolve("data/secret"));
        run(Map.of(), "tracker_info.txt", "1", "--data", "data").awaitReady().close();
    }

    @Test
    void trackersShareOneSecretAndChangeItWhileTheyRun() throws Exception {
        ScratchDatabase database = PostgresForTests.freshDatabase();
        var settings = with(database, ONE);
        try (var first = run(settings, "tracker_info.txt", "1").awaitReady();
                var second = run(settings, "tracker_info.txt", "2").awaitReady()) {
            assertEquals(
                    List.of("t"), database.rows("select secret is not null from key_wrapping"));
            assertEquals(List.of("1 1"), wrappedAndAll(database));
            assertRefused(
                    database.environment(),
                    "The keys in the database are wrapped with a secret; name its file with"
                            + " P2P_KEY_SECRET_FILE."
                            + LOST);
            assertRefused(
                    with(database, OTHER),
                    "The keys in the database are wrapped with a secret that is not in "
                            + secrets(OTHER)
                            + "; put it back there."
                            + LOST);

            Path file = Path.of(settings.get("P2P_KEY_SECRET_FILE"));
            write(file, OTHER + "\n" + ONE + "\n");
            said(
                    0,
                    "3 keys in the database are wrapped with the first secret, whose id begins with ",
                    settings,
                    "wrap");
            said(
                    0,
                    "3 keys in the database are wrapped with the first secret, whose id begins with "
                            + KeySecret.of(OTHER).idBegins()
                            + ". They were wrapped with this one already; nothing has changed.\n",
                    settings,
                    "wrap");
            write(file, OTHER + "\n");
            database.rows(
                    "update signing_key set signs_from = signs_from - interval '25 hours'"
                            + " returning id");
            await().atMost(60, SECONDS).until(() -> wrappedAndAll(database).equals(List.of("2 2")));
            first.kill9();
            second.kill9();
            assertEquals("", first.errors() + second.errors());
        }
        run(with(database, OTHER), "tracker_info.txt", "1").awaitReady().close();
        assertRefused(
                with(database, ONE),
                "The keys in the database are wrapped with a secret that is not in "
                        + secrets(ONE)
                        + "; put it back there."
                        + LOST);
    }

    @Test
    void theTablesFilesAreWrittenAnewUnlessSomebodyReadsThemForLong() throws Exception {
        ScratchDatabase database = PostgresForTests.freshDatabase();
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .target("26")
                .load()
                .migrate();
        database.rows("insert into relay_key (id, key) values (1, ?) returning id", new byte[32]);
        var settings = with(database, ONE);
        try (var tracker = run(settings, "tracker_info.txt", "1").awaitReady()) {
            assertEquals(List.of("0 1"), wrappedAndAll(database), "the database is one of before");
            String file = "select pg_relation_filepath('signing_key')";
            List<String> before = database.rows(file);
            String done =
                    "3 keys in the database are wrapped with the first secret, whose id begins with "
                            + KeySecret.of(ONE).idBegins()
                            + ".";
            try (var reader =
                            DriverManager.getConnection(
                                    database.url(), database.user(), database.password());
                    var statement = reader.createStatement()) {
                reader.setAutoCommit(false);
                statement.execute(
                        "lock table signing_key, relay_key, tracker_identity in access share mode");
                said(
                        0,
                        done
                                + " What they were before is still in the database's files, for"
                                + " somebody reads their tables, as a backup does: say it again later.\n",
                        settings,
                        "wrap");
                assertEquals(before, database.rows(file));
            }
            said(
                    0,
                    done + " They were wrapped with this one already; nothing has changed.\n",
                    settings,
                    "wrap");
            assertNotEquals(before, database.rows(file));
            tracker.type("quit");
            assertEquals(0, tracker.awaitExit());
        }
    }

    @Test
    void whoLostTheSecretForgetsTheKeys() throws Exception {
        ScratchDatabase database = PostgresForTests.freshDatabase();
        List<String> keys;
        try (var tracker = run(with(database, ONE), "tracker_info.txt", "1").awaitReady()) {
            keys = database.rows(KEYS);
            said(
                    1,
                    "Nothing was forgotten, for trackers run, or did so seconds ago: tracker 1. Stop"
                            + " all trackers of this database first.\n",
                    database.environment(),
                    "forget");
            assertEquals(keys, database.rows(KEYS));
            database.rows("update tracker set version = '0.1' returning number");
            said(1, "Nothing was wrapped, for this program is ", with(database, ONE), "wrap");
            tracker.type("quit");
            assertEquals(0, tracker.awaitExit());
        }
        said(
                0,
                "3 keys in the database are forgotten. The next tracker that starts makes new ones,",
                database.environment(),
                "forget");
        assertEquals(List.of(), database.rows(KEYS));
        said(
                0,
                "There are no keys in the database; nothing has changed.\n",
                database.environment(),
                "forget");
        run(with(database, OTHER), "tracker_info.txt", "1").awaitReady().close();
        assertEquals(List.of("1 1"), wrappedAndAll(database));
        assertTrue(database.rows(KEYS).stream().noneMatch(keys::contains));
    }

    @Test
    void aLostSecretIsNotMadeAnewBesideWhatItWrapped() throws Exception {
        try (var tracker = run(Map.of(), "tracker_info.txt", "1", "--data", "data").awaitReady()) {
            tracker.type("quit");
            assertEquals(0, tracker.awaitExit());
        }
        Files.delete(folder.resolve("data/secret"));
        said(
                1,
                "The keys in the database are wrapped with a secret that is not in ",
                Map.of(),
                "wrap");
        assertFalse(Files.exists(folder.resolve("data/secret")));
        said(0, "3 keys in the database are forgotten.", Map.of(), "forget");
        run(Map.of(), "tracker_info.txt", "1", "--data", "data").awaitReady().close();
        assertTrue(Files.exists(folder.resolve("data/secret")));
    }

    @Test
    void withoutASecretItWorksAndSaysSo() throws Exception {
        ScratchDatabase database = PostgresForTests.freshDatabase();
        said(
                1,
                "No tracker of this version has run on this database yet; start one first.\n",
                with(database, ONE),
                "wrap");
        try (var tracker = run(database.environment(), "tracker_info.txt", "1").awaitReady()) {
            assertTrue(tracker.errors().matches(CLEAR), tracker.errors());
            assertEquals(List.of("0 1"), wrappedAndAll(database));
        }
        said(
                1,
                "Name the file of the secret with P2P_KEY_SECRET_FILE, here and at all trackers of"
                        + " the database.\n",
                database.environment(),
                "wrap");
        var missing = new HashMap<>(database.environment());
        missing.put("P2P_KEY_SECRET_FILE", "nowhere");
        assertRefused(missing, "There is no file nowhere, which P2P_KEY_SECRET_FILE names.\n");
        said(2, "Say 'keys wrap', 'keys unwrap' or 'keys forget'.", Map.of(), "list");
    }

    @Test
    void whatTheReleaseBeforeMadeStaysAsItCanReadItUntilSomebodyAsks() throws Exception {
        ScratchDatabase database = PostgresForTests.freshDatabase();
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .target("26")
                .load()
                .migrate();
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        database.rows(
                "insert into signing_key (public_key, private_key, signs_from)"
                        + " values (?, ?, clock_timestamp()) returning id",
                pair.getPublic().getEncoded(),
                pair.getPrivate().getEncoded());
        database.rows("insert into relay_key (id, key) values (1, ?) returning id", new byte[32]);
        List<String> keys;
        var settings = with(database, ONE);
        try (var tracker = run(settings, "tracker_info.txt", "1").awaitReady()) {
            assertTrue(tracker.errors().matches(CLEAR), tracker.errors());
            assertEquals(List.of("0 1"), wrappedAndAll(database));
            keys = database.rows(KEYS);
            said(
                    0,
                    "3 keys in the database are wrapped with the first secret, whose id begins with ",
                    settings,
                    "wrap");
            assertEquals(List.of("1 1"), wrappedAndAll(database));
        }
        try (var tracker = run(settings, "tracker_info.txt", "2").awaitReady()) {
            assertFalse(tracker.errors().matches(CLEAR), tracker.errors());
        }
        said(0, IN_THE_CLEAR, settings, "unwrap");
        assertEquals(keys, database.rows(KEYS));
    }

    /** How many signing keys are wrapped with the secret that counts, and how many there are. */
    private static List<String> wrappedAndAll(ScratchDatabase database) throws SQLException {
        return database.rows(
                "select count(*) filter (where wrapped_by = (select secret from key_wrapping)),"
                        + " count(*) from signing_key");
    }

    /** Every row of every table, as a dump would have it. */
    private static String dump(ScratchDatabase database) throws SQLException {
        var rows = new ArrayList<String>();
        for (String table :
                database.rows(
                        "select quote_ident(tablename) from pg_tables where schemaname = 'public'")) {
            rows.addAll(database.rows("select coalesce(t::text, '') from " + table + " t"));
        }
        return String.join("\n", rows);
    }

    private ScratchDatabase own() throws IOException {
        Path postgres = folder.resolve("data/postgres");
        return new ScratchDatabase(
                "jdbc:postgresql://127.0.0.1:%s/p2p"
                        .formatted(Files.readString(postgres.resolve("port"))),
                "p2p",
                Files.readString(postgres.resolve("password")));
    }

    private Path secrets(String secret) {
        return folder.resolve("secrets-" + secret);
    }

    private Map<String, String> with(ScratchDatabase database, String secret) throws IOException {
        var settings = new HashMap<>(database.environment());
        settings.put("P2P_KEY_SECRET_FILE", write(secrets(secret), secret + "\n").toString());
        return settings;
    }

    /** In one step, for trackers read it at any time. */
    private static Path write(Path file, String text) throws IOException {
        Path beside = Files.writeString(Path.of(file + ".new"), text);
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
        return Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void assertRefused(Map<String, String> environment, String why) throws IOException {
        try (var tracker = run(environment, "tracker_info.txt", "3", "--data", "data")) {
            assertEquals(1, tracker.awaitExit());
            assertEquals("The tracker could not start: " + why, tracker.errors());
        }
    }

    private void said(int code, String said, Map<String, String> environment, String what)
            throws IOException {
        try (var keys = run(environment, "keys", what, "--data", "data")) {
            assertEquals(code, keys.awaitExit(), keys::errors);
            String text = code == 0 ? keys.output() : keys.errors();
            assertTrue(text.startsWith(said), text);
        }
    }

    private Tracker run(Map<String, String> environment, String... arguments) throws IOException {
        return Tracker.run(folder, environment, arguments);
    }
}
