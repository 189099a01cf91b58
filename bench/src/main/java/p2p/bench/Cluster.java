package p2p.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.protocol.session.FileRef;
import p2p.testkit.ScratchFolder;
import p2p.testkit.Tracker;
import p2p.testkit.Trackers;

/** Some trackers with a database of their own, and a door at which they can try to reach peers. */
final class Cluster implements AutoCloseable {

    private static final String OPTIONS = "P2P_JAVA_OPTIONS";
    private static final Map<String, String> SMALL =
            Map.of(OPTIONS, System.getenv().getOrDefault(OPTIONS, "-Xmx192m -XX:+UseSerialGC"));

    /** Person i is in the group of the number that is left of i when it is divided. */
    private static final String SHARES =
            """
            create temporary table idle as
                select a.id, s.id as session, substr(a.name, 6)::int %% %2$d as g
                from account a join session s on s.account_id = a.id where a.name like 'idle-%%';
            set constraints all deferred;
            insert into grp (name, owner_id, created_at)
                select 'stampede-' || g, min(id), now() from idle group by g;
            insert into membership (group_id, account_id, joined_at, role)
                select r.id, i.id, now(), 'MEMBER'
                from idle i join grp r on r.name = 'stampede-' || i.g;
            insert into file (group_id, name, content_id, size, piece_size, algorithm, file_hash,
                              piece_hashes)
                select r.id, 'file ' || i, sha256(i::text::bytea), 1, 262144, 'sha-256',
                    sha256(i::text::bytea), sha256(i::text::bytea)
                from grp r, generate_series(1, %1$d) i where r.name like 'stampede-%%';
            insert into file_version (group_id, name, number, content_id, size, published)
                select group_id, name, 1, content_id, 1, now() from file where name like 'file %%';
            insert into share (file_id, group_id, account_id, since)
                select f.id, f.group_id, i.id, now()
                from idle i join grp r on r.name = 'stampede-' || i.g
                join file f on f.group_id = r.id;
            insert into serving (session_id, file_id, complete)
                select i.session, s.file_id, true
                from idle i join share s on s.account_id = i.id;
            """;

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

    /** All who are attached share and serve so many files each, in so many groups. */
    void shareAll(int files, int groups) throws IOException, SQLException {
        try (Connection database = connect()) {
            database.setAutoCommit(false);
            try (var statement = database.createStatement()) {
                statement.execute(SHARES.formatted(files, groups));
                statement.execute("analyze");
            }
            database.commit();
        }
    }

    /** The files that one shares then. */
    static List<FileRef> sharedBy(int person, int files, int groups) {
        String group = "stampede-" + person % groups;
        return IntStream.rangeClosed(1, files)
                .mapToObj(i -> new FileRef(group, "file " + i, fileId(i)))
                .toList();
    }

    private static FileId fileId(int file) {
        try {
            byte[] text = String.valueOf(file).getBytes(StandardCharsets.US_ASCII);
            return FileId.of(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
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
