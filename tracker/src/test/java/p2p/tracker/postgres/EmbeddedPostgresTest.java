package p2p.tracker.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    private static final Map<String, String> MACHINE = Map.of();
    private static final Map<String, String> BUNDLE = Map.of("P2P_POSTGRES", "bundle");

    @TempDir Path temporary;
    private Path folder;

    @BeforeEach
    void chooseFolder() {
        folder = temporary.resolve("a tracker's");
    }

    @AfterEach
    void killWhatIsLeft() {
        Postmaster.killStragglers(temporary);
    }

    @Test
    void keepsWhatItWasGivenAndItsPortAndItsSecrets() throws Exception {
        DatabaseAccess first;
        try (var postgres = EmbeddedPostgres.join(folder, MACHINE, "")) {
            first = postgres.access();
            write(first, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (41)");
            assertEquals("rwx------", permissions("."));
            assertEquals("rwx------", permissions("postgres"));
            assertEquals("rw-------", permissions("postgres/password"));
            assertEquals("on", read(first, "SHOW fsync"));
            assertEquals("127.0.0.1", read(first, "SHOW listen_addresses"));
            assertEquals("off", read(first, "SHOW is_superuser"));
        }
        assertThrows(SQLException.class, () -> read(first, "SELECT 1"));
        try (var postgres = EmbeddedPostgres.join(folder, MACHINE, "")) {
            assertEquals(first, postgres.access());
            assertEquals("41", read(postgres.access(), "SELECT n FROM t"));
        }
    }

    @Test
    void refusesAWrongPasswordAndTheSuperuser() throws Exception {
        try (var postgres = EmbeddedPostgres.join(folder, MACHINE, "")) {
            String url = postgres.access().url();
            var wrong = new DatabaseAccess(url, "p2p", "wrong");
            assertEquals(
                    "28P01",
                    assertThrows(SQLException.class, () -> read(wrong, "SELECT 1")).getSQLState());
            var superuser = new DatabaseAccess(url, "postgres", "");
            assertEquals(
                    "28000",
                    assertThrows(SQLException.class, () -> read(superuser, "SELECT 1"))
                            .getSQLState());
        }
    }

    @Test
    void startsAKilledServerAgainOnTheSamePort() throws Exception {
        try (var postgres = EmbeddedPostgres.join(folder, MACHINE, "")) {
            DatabaseAccess access = postgres.access();
            write(access, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (42)");
            Postmaster.killStragglers(folder);
            await().atMost(60, SECONDS)
                    .ignoreExceptions()
                    .until(() -> read(access, "SELECT n FROM t").equals("42"));
            assertEquals(access, postgres.access());
        }
    }

    @Test
    void startsAServerAgainThatWasToldToStop() throws Exception {
        try (var postgres = EmbeddedPostgres.join(folder, MACHINE, "");
                var _ = connect(postgres.access())) {
            String before = read(postgres.access(), "SELECT pg_postmaster_start_time()");
            signalPostmaster("TERM");
            await().atMost(60, SECONDS)
                    .ignoreExceptions()
                    .until(() ->
                            !read(postgres.access(), "SELECT pg_postmaster_start_time()")
                                    .equals(before));
        }
    }

    private void signalPostmaster(String signal) throws IOException, InterruptedException {
        String pid = Files.readAllLines(folder.resolve("postgres/data/postmaster.pid")).getFirst();
        assertEquals(0, new ProcessBuilder("kill", "-s", signal, pid).start().waitFor());
    }

    @Test
    void startsFromTheBundle() throws Exception {
        try (var postgres = EmbeddedPostgres.join(folder, BUNDLE, "")) {
            DatabaseAccess access = postgres.access();
            assertEquals("17.6", read(access, "SHOW server_version"));
            write(access, "CREATE EXTENSION pg_trgm", "DO 'BEGIN PERFORM 1; END'");
            assertEquals("1", read(access, "SELECT similarity('holiday', 'Holiday')"));
            assertEquals(
                    "2026-01-01 13:45:00",
                    read(
                            access,
                            "SELECT timestamptz '2026-01-01 00:00Z' AT TIME ZONE"
                                    + " 'Pacific/Chatham'"));
        }
        assertTrue(Files.isExecutable(folder.resolve("programs/postgresql-17.6.0/bin/postgres")));
        try (var postgres = EmbeddedPostgres.join(folder, MACHINE, "")) {
            assertEquals("17.6", read(postgres.access(), "SHOW server_version"));
        }
    }

    @Test
    void recoversFromWhatACrashMayLeave() throws Exception {
        Files.createDirectories(folder.resolve("postgres.new-123/data/base"));
        Files.writeString(folder.resolve("postgres.new-123/password"), "half");
        Files.createDirectories(folder.resolve("programs/unpacking/bin"));
        EmbeddedPostgres.join(folder, MACHINE, "").close();
        assertFalse(Files.exists(folder.resolve("postgres.new-123")));

        Path pidFile = folder.resolve("postgres/data/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\nanother program's number\n");
        EmbeddedPostgres.join(folder, MACHINE, "").close();
        Files.writeString(pidFile, "");
        EmbeddedPostgres.join(folder, MACHINE, "").close();
        assertFalse(Files.exists(pidFile));
    }

    @Test
    void takesAnotherPortWhereItsOwnIsTaken() throws Exception {
        EmbeddedPostgres.join(folder, MACHINE, "").close();
        int port = port();
        try (var _ = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                var postgres = EmbeddedPostgres.join(folder, MACHINE, "")) {
            assertFalse(postgres.access().url().contains(":" + port + "/"));
            assertEquals("1", read(postgres.access(), "SELECT 1"));
        }
        assertNotEquals(port, port());
    }

    @Test
    void takesAnotherPortWhereItsOwnIsTakenWhileItStarts() throws Exception {
        Path waiting = temporary.resolve("waiting");
        assertEquals(0, new ProcessBuilder("mkfifo", waiting.toString()).start().waitFor());
        var programs = Map.of(Programs.SETTING, programsThatStartAfter(waiting).toString());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = threads.submit(() -> EmbeddedPostgres.join(folder, programs, ""));
            try (var goOn = Files.newOutputStream(waiting);
                    var taken = new ServerSocket(port(), 1, InetAddress.getByName("127.0.0.1"))) {
                Files.delete(waiting);
                goOn.write('\n');
                try (var postgres = starting.get()) {
                    assertNotEquals(taken.getLocalPort(), port());
                    assertEquals(
                            String.valueOf(port()),
                            read(postgres.access(), "SELECT inet_server_port()"));
                }
            }
        }
    }

    /** The machine's, but the server starts after somebody has written to the pipe that waits. */
    private Path programsThatStartAfter(Path waiting) throws Exception {
        var machine = Programs.find(MACHINE, temporary.resolve("bundle"), Optional.empty());
        Path programs = Files.createDirectory(temporary.resolve("programs"));
        for (String program : List.of("initdb", "postgres")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of(machine.program(program)));
        }
        Path start = programs.resolve("pg_ctl");
        Files.writeString(
                start,
                """
                #!/bin/sh
                [ ! -e '%1$s' ] || read -r _ <'%1$s'
                exec '%2$s' "$@"
                """
                        .formatted(waiting, machine.program("pg_ctl")));
        Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
        return programs;
    }

    private int port() throws IOException {
        return Integer.parseInt(Files.readString(folder.resolve("postgres/port")));
    }

    @Test
    void saysWhichVersionIsMissing() throws Exception {
        EmbeddedPostgres.join(folder, MACHINE, "").close();
        Files.writeString(folder.resolve("postgres/data/PG_VERSION"), "9\n");
        String sentence = refusal(MACHINE);
        assertTrue(
                sentence.startsWith("The data folder was made by PostgreSQL 9, and here is only"),
                sentence);
        assertTrue(sentence.endsWith("install PostgreSQL 9."), sentence);
    }

    @Test
    void saysWhereItsProgramsAreNot() {
        assertTrue(
                refusal(Map.of("P2P_POSTGRES", "/nowhere")).contains("P2P_POSTGRES is /nowhere"));
    }

    @Test
    void saysWhenTheDataFolderCannotBe() throws IOException {
        Files.writeString(folder, "a file");
        assertEquals(
                "The data folder " + folder + " cannot be used: it is not a folder.",
                refusal(MACHINE));
    }

    @Test
    void asRootItGivesUpItsRightsForTheFoldersOwner() throws Exception {
        assumeTrue((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0);
        var users = folder.getFileSystem().getUserPrincipalLookupService();
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(folder);
        Files.setOwner(folder, users.lookupPrincipalByName("nobody"));
        try (var _ = EmbeddedPostgres.join(folder, MACHINE, "")) {
            String pid =
                    Files.readAllLines(folder.resolve("postgres/data/postmaster.pid")).getFirst();
            assertEquals("nobody", Files.getOwner(Path.of("/proc", pid)).getName());
            assertEquals("nobody", Files.getOwner(folder.resolve("postgres/password")).getName());
        }
    }

    private String refusal(Map<String, String> environment) {
        return assertThrows(
                        DatabaseUnavailable.class,
                        () -> EmbeddedPostgres.join(folder, environment, ""))
                .getMessage();
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }

    private static Connection connect(DatabaseAccess access) throws SQLException {
        return DriverManager.getConnection(access.url(), access.user(), access.password());
    }

    private static void write(DatabaseAccess access, String... statements) throws SQLException {
        try (var connection = connect(access);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String read(DatabaseAccess access, String query) throws SQLException {
        try (var connection = connect(access);
                var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
