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
import p2p.testkit.Ran;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.Tracker;
import p2p.testkit.TrackersPostgres;
import p2p.tracker.TrackerCommands;
import p2p.tracker.postgres.PostgresForTests;

/** What a copy of the database gives away, and what trackers need to read it. */
class WrappedKeysIT {

    private static final String ONE = "the-first-secret-of-these-trackers";
    private static final String OTHER = "the-other-secret-of-these-trackers";
    private static final String NOT_THERE =
            "The keys in the database are wrapped with a secret that is not in ";
    private static final String WRAPPED =
            "3 keys in the database are wrapped with the first secret, whose id begins with ";
    private static final String FORGOTTEN =
            "3 keys in the database are forgotten. The next tracker that starts makes new ones,";
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

    @BeforeEach
    void list() throws IOException {
        Tracker.list(folder, 2);
    }

    @AfterEach
    void killWhatIsLeft() {
        new TrackersPostgres(folder).kill9();
    }

    @Test
    void aCopyOfTheDatabaseHoldsNoKeyAndWhoLostTheSecretForgetsThem() throws Exception {
        List<String> keys;
        try (var tracker = runOwn().awaitReady()) {
            ScratchDatabase database = own();
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(secret())));
            String wrapped = dump(database);
            try (var unwrap = run(Map.of(), "keys", "unwrap", "--data", "data")) {
                assertEquals(0, unwrap.awaitExit(), unwrap::errors);
                assertEquals(IN_THE_CLEAR, unwrap.output());
            }
            keys = database.rows(KEYS);
            String clear = dump(database);
            assertEquals(3, keys.size());
            for (String key : keys) {
                assertTrue(clear.contains(key), "the dump holds keys that are in the clear");
                assertFalse(wrapped.contains(key), "the dump held a key");
            }
            said(0, WRAPPED, Map.of(), "wrap");
            String again = dump(database);
            assertTrue(keys.stream().noneMatch(again::contains), "the dump holds a key");
            tracker.type("quit");
            assertEquals(0, tracker.awaitExit());
            assertEquals("", tracker.errors());
        }
        Files.move(secret(), folder.resolve("elsewhere"));
        try (var tracker = runOwn()) {
            assertEquals(1, tracker.awaitExit());
            assertEquals(
                    "The tracker could not start: "
                            + NOT_THERE
                            + secret()
                            + "; put it back there. Where it is lost, stop all trackers and say 'tracker"
                            + " keys forget --data "
                            + folder.resolve("data")
                            + "': they make new keys, and all users have to name their new"
                            + " identity.\n",
                    tracker.errors());
        }
        Files.move(folder.resolve("elsewhere"), secret());
        try (var tracker = runOwn().awaitReady()) {
            said(0, IN_THE_CLEAR, Map.of(), "unwrap");
            assertEquals(keys, own().rows(KEYS));
            said(0, WRAPPED, Map.of(), "wrap");
            assertForgottenOnlyAtRest(own());
            tracker.type("quit");
            assertEquals(0, tracker.awaitExit());
            assertEquals("", tracker.errors());
        }
        Files.delete(secret());
        said(1, NOT_THERE, Map.of(), "wrap");
        assertFalse(Files.exists(secret()));
        try (var forget = run(Map.of(), "keys", "forget", "--data", "data")) {
            assertEquals(0, forget.awaitExit(), forget::errors);
            assertTrue(forget.output().startsWith(FORGOTTEN), forget::output);
        }
        said(0, "There are no keys in the database; nothing has changed.\n", Map.of(), "forget");
        try (var _ = runOwn().awaitReady()) {
            assertTrue(Files.exists(secret()));
            assertEquals(List.of("1 1"), wrappedAndAll(own()));
            said(0, IN_THE_CLEAR, Map.of(), "unwrap");
            assertTrue(own().rows(KEYS).stream().noneMatch(keys::contains));
        }
    }

    /** While its only tracker runs, which is of this version until then. */
    private void assertForgottenOnlyAtRest(ScratchDatabase database) throws Exception {
        List<String> kept = database.rows(KEYS);
        said(
                1,
                "Nothing was forgotten, for trackers run, or did so seconds ago: tracker 1. Stop"
                        + " all trackers of this database first.\n",
                Map.of(),
                "forget");
        assertEquals(kept, database.rows(KEYS));
        database.rows("update tracker set version = '0.1' returning number");
        said(1, "Nothing was wrapped, for this program is ", Map.of(), "wrap");
    }

    @Test
    void trackersShareOneSecretAndChangeItWhileTheyRun() throws Exception {
        ScratchDatabase database = PostgresForTests.freshDatabase();
        var settings = with(database, ONE);
        try (var first = run(settings, "tracker_info.txt", "1").awaitReady()) {
            assertEquals(
                    List.of("t"), database.rows("select secret is not null from key_wrapping"));
            Path file = Path.of(settings.get("P2P_KEY_SECRET_FILE"));
            write(file, OTHER + "\n" + ONE + "\n");
            said(0, WRAPPED, settings, "wrap");
            said(
                    0,
                    WRAPPED
                            + KeySecret.of(OTHER).idBegins()
                            + ". They were wrapped with this one already; nothing has changed.\n",
                    settings,
                    "wrap");
            write(file, OTHER + "\n");
            try (var second = run(with(database, OTHER), "tracker_info.txt", "2").awaitReady()) {
                assertEquals(List.of("1 1"), wrappedAndAll(database));
                database.rows(
                        "update signing_key set signs_from = signs_from - interval '25 hours'"
                                + " returning id");
                await().atMost(60, SECONDS)
                        .until(() -> wrappedAndAll(database).equals(List.of("2 2")));
                first.kill9();
                second.kill9();
                assertEquals("", first.errors() + second.errors());
            }
        }
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
            assertFilesAreWrittenAnewUnlessSomebodyReads(database, settings);
            assertEquals(List.of("1 1"), wrappedAndAll(database));
            tracker.type("quit");
            assertEquals(0, tracker.awaitExit());
        }
        try (var tracker = run(settings, "tracker_info.txt", "2").awaitReady()) {
            assertFalse(tracker.errors().matches(CLEAR), tracker.errors());
        }
        said(0, IN_THE_CLEAR, settings, "unwrap");
        assertEquals(keys, database.rows(KEYS));
    }

    private void assertFilesAreWrittenAnewUnlessSomebodyReads(
            ScratchDatabase database, Map<String, String> settings) throws Exception {
        String file = "select pg_relation_filepath('signing_key')";
        List<String> before = database.rows(file);
        String done = WRAPPED + KeySecret.of(ONE).idBegins() + ".";
        try (var reader = database.connect();
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

    private Map<String, String> with(ScratchDatabase database, String secret) throws IOException {
        var settings = new HashMap<>(database.environment());
        settings.put(
                "P2P_KEY_SECRET_FILE",
                write(folder.resolve("secrets-" + secret), secret + "\n").toString());
        return settings;
    }

    /** In one step, for trackers read it at any time. */
    private static Path write(Path file, String text) throws IOException {
        Path beside = Files.writeString(Path.of(file + ".new"), text);
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
        return Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void said(int code, String said, Map<String, String> environment, String what) {
        Ran keys =
                TrackerCommands.run(
                        environment, "keys", what, "--data", folder.resolve("data").toString());
        assertEquals(code, keys.exitCode(), keys::err);
        String text = code == 0 ? keys.out() : keys.err();
        assertTrue(text.startsWith(said), text);
    }

    private Path secret() {
        return folder.resolve("data/secret");
    }

    /** On a database of its own. */
    private Tracker runOwn() throws IOException {
        return run(Map.of(), "tracker_info.txt", "1", "--data", "data");
    }

    private Tracker run(Map<String, String> environment, String... arguments) throws IOException {
        return Tracker.run(folder, environment, arguments);
    }
}
