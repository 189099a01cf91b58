package p2p.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import p2p.protocol.HostPort;

/**
 * Some trackers with a database of their own in a temporary folder, to be started in the project's
 * folder, and a door at which they can try to reach peers.
 */
final class Cluster implements AutoCloseable {

    private final Path folder = Files.createTempDirectory("p2p-bench");
    private final List<TrackerProgram> trackers = new ArrayList<>();
    private final ServerSocket door = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());

    Cluster(int count) throws IOException, InterruptedException {
        try {
            start(count);
        } catch (IOException | InterruptedException | IllegalStateException e) {
            close();
            throw e;
        }
    }

    private void start(int count) throws IOException, InterruptedException {
        var ports = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.add(free.getLocalPort());
            }
        }
        Files.write(info(), ports.stream().map(port -> "127.0.0.1:" + port).toList());
        for (int i = 0; i < count; i++) {
            trackers.add(new TrackerProgram(info(), i + 1, ports.get(i), folder));
            trackers.getLast().awaitReady();
        }
        Thread.ofPlatform().daemon().start(this::hangUp);
    }

    Path info() {
        return folder.resolve("tracker_info.txt");
    }

    List<TrackerProgram> trackers() {
        return trackers;
    }

    /** Where all peers say that they listen. */
    HostPort door() {
        return new HostPort("127.0.0.1", door.getLocalPort());
    }

    private void hangUp() {
        while (!door.isClosed()) {
            try {
                door.accept().close();
            } catch (IOException e) {
                continue;
            }
        }
    }

    Connection connect() throws IOException, SQLException {
        Path postgres = folder.resolve("postgres");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                        + Files.readString(postgres.resolve("port")).strip()
                        + "/p2p",
                "p2p",
                Files.readString(postgres.resolve("password")).strip());
    }

    /** People numbered from 1, by hand, for the hashing of so many passwords takes long. */
    void logAllIn(int count) throws IOException, SQLException {
        try (Connection database = connect();
                var statement = database.createStatement()) {
            statement.execute(
                    "insert into account (name, password_hash, created_at)"
                            + " select 'idle-' || i, '', now() from generate_series(1, "
                            + count
                            + ") i");
            statement.execute(
                    "insert into session (account_id, token_hash, address, started_at)"
                            + " select id, sha256(convert_to(lpad(substr(name, 6), 43, '0'),"
                            + " 'UTF8')), '127.0.0.1', now() from account");
        }
    }

    static String name(int person) {
        return "idle-" + person;
    }

    static String token(int person) {
        return "%043d".formatted(person);
    }

    @Override
    public void close() throws IOException {
        trackers.forEach(TrackerProgram::stop);
        door.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
