package p2p.bench;

import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import p2p.protocol.session.Messages;

/** Prints what a tracker takes while so many peers are attached to it and do nothing. */
public final class IdlePeers {

    private static final int ATTACHING_AT_ONCE = 100;

    private final Cluster cluster;
    private final TrackerFigures tracker;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<IdlePeer> peers = new CopyOnWriteArrayList<>();

    private IdlePeers(Cluster cluster) {
        this.cluster = cluster;
        tracker = cluster.trackers().getFirst();
    }

    /** Arguments: how many peers, and for how many seconds they are looked at. */
    public static void main(String[] args) throws Exception {
        try (var cluster = new Cluster(1)) {
            new IdlePeers(cluster).measure(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        }
    }

    private void measure(int count, int seconds) throws Exception {
        cluster.logAllIn(count);
        try (client;
                Connection database = cluster.connect()) {
            look(database, seconds);
            long begin = System.nanoTime();
            attach(count);
            System.out.printf(
                    "attaching: %.0f a second%n", count * 1e9 / (System.nanoTime() - begin));
            Thread.ofPlatform().daemon().start(this::pingInTurn);
            TimeUnit.SECONDS.sleep(10);
            look(database, seconds);
            peers.forEach(IdlePeer::close);
            client.shutdownNow();
        }
    }

    private void attach(int count) throws InterruptedException {
        var free = new Semaphore(ATTACHING_AT_ONCE);
        for (int i = 1; i <= count; i++) {
            free.acquire();
            var peer = new IdlePeer(free::release);
            peers.add(peer);
            peer.attach(client, cluster.port(1), Cluster.token(i), cluster.door());
        }
        free.acquire(ATTACHING_AT_ONCE);
    }

    private void pingInTurn() {
        long pause = TimeUnit.SECONDS.toNanos(Messages.PING_SECONDS) / peers.size();
        while (tracker.tracker().isAlive()) {
            for (IdlePeer peer : peers) {
                peer.ping();
                LockSupport.parkNanos(pause);
            }
        }
    }

    private void look(Connection database, int seconds) throws Exception {
        long transactions = transactions(database);
        double processor = tracker.processorSeconds();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double lasted = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%d attached: resident %d MiB, heap in use %.0f MiB, processor %.1f %% of a core,"
                        + " transactions %.2f a second, connections lost %d%n",
                tracker.attached(),
                tracker.residentMib(),
                tracker.metric("jvm_memory_used_bytes\\{area=\"heap\".*}") / (1 << 20),
                100 * (tracker.processorSeconds() - processor) / lasted,
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
}
