package p2p.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import p2p.protocol.HostPort;
import p2p.protocol.session.Messages;

/** Prints what a tracker takes while so many peers are attached to it and do nothing. */
public final class IdlePeers implements AutoCloseable {

    private static final int ATTACHING_AT_ONCE = 100;
    private static final long CLOCK_TICKS = 100;
    private static final String JAVA_OPTIONS = "-Xmx192m -XX:+UseSerialGC";
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Path folder;
    private final int port;
    private final Process tracker;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ServerSocket listening =
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<IdlePeer> peers = new CopyOnWriteArrayList<>();

    private IdlePeers(Path folder) throws IOException {
        this.folder = folder;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path info = Files.writeString(folder.resolve("tracker_info.txt"), "127.0.0.1:" + port);
        var builder =
                new ProcessBuilder("bin/tracker", info.toString(), "1", "--data=" + folder)
                        .redirectOutput(folder.resolve("output").toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putIfAbsent("P2P_JAVA_OPTIONS", JAVA_OPTIONS);
        tracker = builder.start();
        Thread.ofPlatform().daemon().start(this::hangUp);
    }

    /** Arguments: how many peers, and for how many seconds they are looked at. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("idle-peers");
        try (var run = new IdlePeers(folder)) {
            run.measure(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        } finally {
            new ProcessBuilder("rm", "-r", folder.toString()).inheritIO().start().waitFor();
        }
    }

    private void measure(int count, int seconds) throws Exception {
        while (!Files.readString(folder.resolve("output")).contains(" is ready at ")) {
            if (!tracker.isAlive()) {
                throw new IllegalStateException("The tracker did not start.");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        try (Connection database = connect()) {
            logAllIn(database, count);
            look(database, seconds);
            long begin = System.nanoTime();
            attach(count);
            System.out.printf(
                    "attaching: %.0f a second%n", count * 1e9 / (System.nanoTime() - begin));
            Thread.ofPlatform().daemon().start(this::pingInTurn);
            TimeUnit.SECONDS.sleep(10);
            look(database, seconds);
        }
    }

    private Connection connect() throws IOException, SQLException {
        Path postgres = folder.resolve("postgres");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                        + Files.readString(postgres.resolve("port")).strip()
                        + "/p2p",
                "p2p",
                Files.readString(postgres.resolve("password")).strip());
    }

    /** By hand, for the hashing of so many passwords takes long. */
    private static void logAllIn(Connection database, int count) throws SQLException {
        try (var statement = database.createStatement()) {
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

    private void attach(int count) throws InterruptedException {
        var free = new Semaphore(ATTACHING_AT_ONCE);
        var listen = new HostPort("127.0.0.1", listening.getLocalPort());
        for (int i = 1; i <= count; i++) {
            free.acquire();
            var peer = new IdlePeer(free::release);
            peers.add(peer);
            peer.attach(client, port, "%043d".formatted(i), listen);
        }
        free.acquire(ATTACHING_AT_ONCE);
    }

    /** The tracker tries whether the peers can be reached. */
    private void hangUp() {
        while (!listening.isClosed()) {
            try {
                listening.accept().close();
            } catch (IOException e) {
                continue;
            }
        }
    }

    private void pingInTurn() {
        long pause = TimeUnit.SECONDS.toNanos(Messages.PING_SECONDS) / peers.size();
        while (tracker.isAlive()) {
            for (IdlePeer peer : peers) {
                peer.ping();
                LockSupport.parkNanos(pause);
            }
        }
    }

    private void look(Connection database, int seconds) throws Exception {
        long transactions = transactions(database);
        long ticks = ticks();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double lasted = (System.nanoTime() - begin) / 1e9;
        String metrics = metrics();
        System.out.printf(
                "%.0f attached: resident %d MiB, heap in use %.0f MiB, processor %.1f %% of a core,"
                        + " transactions %.2f a second, connections lost %d%n",
                value(metrics, "p2p_sessions_attached(?:\\{.*})?"),
                resident() >> 10,
                value(metrics, "jvm_memory_used_bytes\\{area=\"heap\".*}") / (1 << 20),
                100.0 * (ticks() - ticks) / CLOCK_TICKS / lasted,
                (transactions(database) - transactions) / lasted,
                peers.stream().filter(IdlePeer::isLost).count());
    }

    /** This connection's own are among them. */
    private static long transactions(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var rows =
                        statement.executeQuery(
                                "select xact_commit + xact_rollback from pg_stat_database"
                                        + " where datname = current_database()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Of the processor's time, in user and system mode. */
    private long ticks() throws IOException {
        String stat = Files.readString(process("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private long resident() throws IOException {
        Matcher matcher = RESIDENT.matcher(Files.readString(process("status")));
        matcher.find();
        return Long.parseLong(matcher.group(1));
    }

    private Path process(String file) {
        return Path.of("/proc", String.valueOf(tracker.pid()), file);
    }

    private String metrics() throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The sum of the metric's values. */
    private static double value(String metrics, String name) {
        return Pattern.compile("(?m)^" + name + " (\\S+)$")
                .matcher(metrics)
                .results()
                .mapToDouble(result -> Double.parseDouble(result.group(1)))
                .sum();
    }

    @Override
    public void close() throws IOException {
        peers.forEach(IdlePeer::close);
        tracker.destroy();
        tracker.onExit().join();
        client.shutdownNow();
        listening.close();
    }
}
