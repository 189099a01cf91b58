package p2p.bench;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import p2p.protocol.TrackerList;

/**
 * Attaches peers to three trackers, and prints how those go on that lose theirs. Arguments: how
 * many peers, {@code KILL}, {@code STOP} (it hangs) or {@code TERM} for what happens to the
 * trackers, and how many of them it happens to.
 */
public final class Stampede {

    private static final int TRACKERS = 3;
    private static final int ATTACHING_AT_ONCE = 100;
    private static final int WATCHED_SECONDS = 60;

    private final Cluster cluster;
    private final Vertx vertx = Vertx.vertx();
    private final List<AttachedPeer> peers = new ArrayList<>();

    private Stampede(Cluster cluster) {
        this.cluster = cluster;
    }

    public static void main(String[] args) throws Exception {
        try (var cluster = new Cluster(TRACKERS)) {
            var run = new Stampede(cluster);
            run.attach(Integer.parseInt(args[0]));
            run.hit(args[1], Integer.parseInt(args[2]));
        }
        System.exit(0);
    }

    private void attach(int count) throws Exception {
        cluster.logAllIn(count);
        TrackerList list = TrackerList.read(cluster.info());
        long begin = System.nanoTime();
        for (int i = 1; i <= count; i++) {
            var peer = new AttachedPeer(vertx, list, new Random(i), _ -> {});
            peers.add(peer);
            peer.open(Cluster.token(i), cluster.door());
            awaitAttached(i - ATTACHING_AT_ONCE);
        }
        awaitAttached(count);
        System.out.printf("%d peers attached in %.1f s:", count, (System.nanoTime() - begin) / 1e9);
        for (TrackerFigures tracker : cluster.trackers()) {
            System.out.printf(" %d", tracker.attached());
        }
        System.out.println();
        TimeUnit.SECONDS.sleep(10);
    }

    private void awaitAttached(int enough) throws InterruptedException {
        while (peers.stream().filter(AttachedPeer::isAttached).count() < enough) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void hit(String signal, int hits) throws Exception {
        List<TrackerFigures> living = cluster.trackers().subList(hits, TRACKERS);
        double[] before = new double[living.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = living.get(i).processorSeconds();
        }
        long begin = System.nanoTime();
        for (TrackerFigures tracker : cluster.trackers().subList(0, hits)) {
            tracker.tracker().signal(signal);
        }
        TimeUnit.SECONDS.sleep(WATCHED_SECONDS);
        for (TrackerFigures tracker : cluster.trackers().subList(0, hits)) {
            tracker.tracker().signal("CONT");
        }
        List<AttachedPeer> moved = peers.stream().filter(peer -> peer.losses() > 0).toList();
        List<AttachedPeer> back = moved.stream().filter(AttachedPeer::isAttached).toList();
        print("noticed after", moved, peer -> peer.lostAt() - begin);
        print("attached again after", back, peer -> peer.attachedAt() - begin);
        perSecond(back, begin);
        System.out.printf(
                "lost more than once %d, not attached %d, logged out %d%n",
                moved.stream().filter(peer -> peer.losses() > 1).count(),
                peers.stream().filter(peer -> !peer.isAttached()).count(),
                peers.stream().filter(AttachedPeer::isLoggedOut).count());
        for (int i = 0; i < before.length; i++) {
            System.out.printf(
                    "a tracker with %d: processor %.1f s, resident %d MiB%n",
                    living.get(i).attached(),
                    living.get(i).processorSeconds() - before[i],
                    living.get(i).residentMib());
        }
    }

    private static void print(
            String what, List<AttachedPeer> moved, ToLongFunction<AttachedPeer> time) {
        long[] nanos = moved.stream().mapToLong(time).sorted().toArray();
        if (nanos.length == 0) {
            System.out.println("no peer " + what);
            return;
        }
        System.out.printf(
                "%d peers %s: first %.2f s, median %.2f, 99 %% %.2f, last %.2f%n",
                nanos.length,
                what,
                nanos[0] / 1e9,
                nanos[nanos.length / 2] / 1e9,
                nanos[nanos.length * 99 / 100] / 1e9,
                nanos[nanos.length - 1] / 1e9);
    }

    private static void perSecond(List<AttachedPeer> moved, long begin) {
        int[] attached = new int[WATCHED_SECONDS + 1];
        for (AttachedPeer peer : moved) {
            long second = TimeUnit.NANOSECONDS.toSeconds(Math.max(0, peer.attachedAt() - begin));
            attached[(int) Math.min(WATCHED_SECONDS, second)]++;
        }
        System.out.println("attached again in each second: " + Arrays.toString(attached));
    }
}
