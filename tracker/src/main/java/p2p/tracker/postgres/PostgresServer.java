package p2p.tracker.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's data, password and port in one folder, and how its server is started and stopped.
 */
final class PostgresServer {

    private static final String NAME = "postgres";
    private static final String HALF_MADE = NAME + ".new-";
    private static final String ROLE = "p2p";
    private static final Duration MAKING = Duration.ofMinutes(3);

    /** Long, since after a crash the server reads its log before it is ready. */
    private static final Duration STARTING = Duration.ofMinutes(10);

    private static final Duration STOPPING = Duration.ofSeconds(60);

    /** Below the ports that the system hands out, so that no passing connection takes it. */
    private static final int LOWEST_PORT = 20_000;

    private static final int PORTS = 12_000;

    private static final String SETTINGS =
            """

            # Set by p2p when it made this data folder.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 200
            jit = off
            logging_collector = on
            log_filename = 'postgresql-%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = 1d
            """;
    private static final String WHO_MAY_CONNECT =
            "host all " + ROLE + " 127.0.0.1/32 scram-sha-256\n";

    /** The database that there is takes less time to rename than a new one to make. */
    private static final String OWN_DATABASE =
            """
            CREATE ROLE %1$s LOGIN CREATEDB PASSWORD '%2$s'
            ALTER DATABASE postgres OWNER TO %1$s
            ALTER DATABASE postgres RENAME TO %1$s
            """;

    private final Path parent;
    private final Path folder;
    private final Path data;
    private final Map<String, String> environment;
    private final String moreSettings;

    PostgresServer(Path parent, Map<String, String> environment, String moreSettings) {
        this.parent = parent;
        this.folder = parent.resolve(NAME);
        this.data = folder.resolve("data");
        this.environment = environment;
        this.moreSettings = moreSettings;
    }

    boolean exists() {
        return Files.exists(folder);
    }

    Postmaster.State state() throws IOException {
        return Postmaster.stateOf(data);
    }

    private boolean isReady() throws IOException {
        return state() == Postmaster.State.READY;
    }

    DatabaseAccess access() throws IOException {
        return new DatabaseAccess(
                "jdbc:postgresql://127.0.0.1:" + port() + "/" + ROLE,
                ROLE,
                Files.readString(folder.resolve("password")));
    }

    /** Makes the data under another name, so that a half-made one is never taken for it. */
    void make() throws IOException, DatabaseUnavailable {
        deleteHalfMade();
        ServerUser user = ServerUser.of(parent, false);
        Programs programs = programs(Optional.empty());
        Path half = Files.createTempDirectory(parent, HALF_MADE);
        Folders.giveToOwnerOfFolder(half);
        String password = newPassword();
        write(half.resolve("password"), password);
        write(half.resolve("port"), String.valueOf(freePort()));
        Path halfData = half.resolve("data");
        demand(
                "made",
                half,
                MAKING,
                "",
                user.command(
                        List.of(
                                programs.program("initdb"),
                                "--pgdata=" + halfData,
                                "--username=postgres",
                                "--auth=reject",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--data-checksums",
                                "--no-sync")));
        Files.writeString(halfData.resolve("pg_hba.conf"), WHO_MAY_CONNECT);
        Files.writeString(
                halfData.resolve("postgresql.conf"),
                SETTINGS + moreSettings,
                StandardOpenOption.APPEND);
        List<String> alone =
                user.command(
                        List.of(
                                programs.program("postgres"),
                                "--single",
                                "-D",
                                halfData.toString(),
                                "-c",
                                "exit_on_error=on",
                                "-c",
                                "logging_collector=off",
                                "template1"));
        try (var forcing = new Forcing()) {
            forcing.beginAll(half);
            // What it changes meanwhile PostgreSQL forces to the disk itself before it ends.
            demand("made", half, MAKING, OWN_DATABASE.formatted(ROLE, password), alone);
            forcing.finish();
        }
        Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        Folders.force(parent);
    }

    /** Starts the server on the port it had before, or on another where that is permitted. */
    void start(boolean mayMove) throws IOException, DatabaseUnavailable {
        Postmaster.killStragglers(folder);
        if (!isFree(port())) {
            if (!mayMove) {
                throw new DatabaseUnavailable(
                        "PostgreSQL cannot be started again: another program has taken its port "
                                + port()
                                + ".");
            }
            write(folder.resolve("port"), String.valueOf(freePort()));
        }
        try {
            startAtItsPort();
        } catch (DatabaseUnavailable e) {
            if (!mayMove || state() != Postmaster.State.GONE || isFree(port())) {
                throw e;
            }
            // Another program took the port after it was found free.
            start(true);
        }
    }

    private void startAtItsPort() throws IOException, DatabaseUnavailable {
        ServerUser user = ServerUser.of(parent, true);
        Programs programs = programs(Optional.of(major()));
        // A number of another program in it would make the server believe that it runs already.
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        List<String> start =
                user.command(
                        List.of(
                                programs.program("pg_ctl"),
                                "start",
                                "--pgdata=" + data,
                                "--wait",
                                "--timeout=" + STARTING.toSeconds(),
                                "--log=" + folder.resolve("start.log"),
                                "--options=-p " + port()));
        // It looks whether the server is ready ten times a second.
        demand("started", Command.run(folder, STARTING, this::isReady, start));
    }

    /** Stops the server, having it write everything to its data folder first. */
    void stop() throws IOException, DatabaseUnavailable {
        if (state() == Postmaster.State.GONE) {
            return;
        }
        demand(
                "stopped",
                folder,
                STOPPING.plusSeconds(5),
                "",
                ServerUser.of(parent, true)
                        .command(
                                List.of(
                                        programs(Optional.of(major())).program("pg_ctl"),
                                        "stop",
                                        "--pgdata=" + data,
                                        "--mode=fast",
                                        "--wait",
                                        "--timeout=" + STOPPING.toSeconds())));
    }

    private void deleteHalfMade() throws IOException {
        List<Path> left;
        try (Stream<Path> all = Files.list(parent)) {
            left = all.filter(p -> p.getFileName().toString().startsWith(HALF_MADE)).toList();
        }
        for (Path half : left) {
            Postmaster.killStragglers(half);
            Folders.delete(half);
        }
    }

    private Programs programs(Optional<Integer> major) throws IOException, DatabaseUnavailable {
        return Programs.find(environment, parent.resolve("programs"), major);
    }

    private int port() throws IOException {
        return Integer.parseInt(Files.readString(folder.resolve("port")).strip());
    }

    private int major() throws IOException {
        return Integer.parseInt(Files.readString(data.resolve("PG_VERSION")).strip());
    }

    private void demand(String what, Path in, Duration timeout, String input, List<String> command)
            throws IOException, DatabaseUnavailable {
        demand(what, Command.run(in, timeout, input, command));
    }

    private void demand(String what, Command done) throws DatabaseUnavailable {
        if (!done.succeeded()) {
            throw new DatabaseUnavailable(
                    "PostgreSQL in " + parent + " could not be " + what + ": " + done.complaint());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Folders.giveToOwnerOfFolder(fresh);
        Folders.force(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String newPassword() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static int freePort() {
        var random = new SecureRandom();
        int port;
        do {
            port = LOWEST_PORT + random.nextInt(PORTS);
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(
                    new InetSocketAddress(
                            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
