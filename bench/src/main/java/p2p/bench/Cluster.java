package p2p.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import p2p.protocol.HostPort;
import p2p.testkit.ScratchFolder;
import p2p.testkit.Tracker;
import p2p.testkit.Trackers;

/** Some trackers with a database of their own, and a door at which they can try to reach peers. */
final class Cluster implements AutoCloseable {

    private static final String OPTIONS = "P2P_JAVA_OPTIONS";
    private static final Map<String, String> SMALL =
            Map.of(OPTIONS, System.getenv().getOrDefault(OPTIONS, "-Xmx192m -XX:+UseSerialGC"));

    private final ScratchFolder folder = ScratchFolder.make("p2p-bench");
    private final Trackers trackers;
    private final ServerSocket door = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());

    Cluster(int count) throws IOException {
        trackers = Trackers.start(folder.path(), Tracker.list(folder.path(), count), SMALL);
        Thread.ofPlatform().daemon().start(this::hangUp);
    }

    Path info() {
        return trackers.list();
    }

    List<TrackerFigures> trackers() {
        return IntStream.rangeClosed(1, trackers.addresses().size())
                .mapToObj(number -> new TrackerFigures(trackers.get(number)))
                .toList();
    }

    int port(int number) {
        return trackers.address(number).port();
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
        return trackers.postgres().database().connect();
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
        trackers.close();
        door.close();
        folder.close();
    }
}
