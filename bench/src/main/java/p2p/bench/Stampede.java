package p2p.bench;

import static java.util.stream.Collectors.toMap;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import p2p.protocol.TrackerList;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.KnownFiles;
import p2p.protocol.session.PeerMessage;

/**
 * Attaches peers to three trackers, and prints how those go on that lose theirs. Arguments: how
 * many peers, {@code KILL}, {@code STOP} (it hangs) or {@code TERM} for what happens to the
 * trackers, and how many of them it happens to; then maybe how many files each shares, and {@code
 * ALL} for peers that say all of these again, as those of before did.
 */
public final class Stampede {

    private static final int TRACKERS = 3;
    private static final int ATTACHING_AT_ONCE = 100;
    private static final int WATCHED_SECONDS = 60;
    private static final int MEMBERS = 50;
    private static final int FILES_A_MESSAGE = 20;

    private final Cluster cluster;
    private final Vertx vertx = Vertx.vertx();
    private final List<AttachedPeer> peers = new ArrayList<>();
    private final AtomicInteger toldAll = new AtomicInteger();

    private Stampede(Cluster cluster) {
        this.cluster = cluster;
    }

    public static void main(String[] args) throws Exception {
        try (var cluster = new Cluster(TRACKERS)) {
            var run = new Stampede(cluster);
            int shares = args.length > 3 ? Integer.parseInt(args[3]) : 0;
            run.attach(Integer.parseInt(args[0]), shares);
            run.serveAgain(shares, args.length > 4);
            run.hit(args[1], Integer.parseInt(args[2]));
        }
        System.exit(0);
    }

    private void attach(int count, int shares) throws Exception {
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
        if (shares > 0) {
            cluster.shareAll(shares, groups(count));
        }
        TimeUnit.SECONDS.sleep(10);
    }

    private static int groups(int count) {
        return Math.max(1, count / MEMBERS);
    }

    /** As soon as they are attached once more. */
    private void serveAgain(int shares, boolean all) {
        for (int i = 1; i <= peers.size(); i++) {
            AttachedPeer peer = peers.get(i - 1);
            List<FileRef> files = Cluster.sharedBy(i, shares, groups(peers.size()));
            peer.whenWelcomed(welcome -> {
                String hash = KnownFiles.served(files.stream().collect(toMap(f -> f, _ -> true)));
                if (!all && welcome.knows() != null && welcome.knows().served().equals(hash)) {
                    peer.say(new PeerMessage.ServeAsBefore(hash));
                } else {
                    toldAll.incrementAndGet();
                    sayAll(peer, files);
                }
            });
        }
    }

    private static void sayAll(AttachedPeer peer, List<FileRef> files) {
        for (int i = 0; i < files.size(); i += FILES_A_MESSAGE) {
            peer.say(
                    new PeerMessage.Serve(
                            files.subList(i, Math.min(files.size(), i + FILES_A_MESSAGE)).stream()
                                    .map(file -> new PeerMessage.Served(file, true, true))
                                    .toList()));
        }
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
        System.out.printf("%d told all that they serve%n", toldAll.get());
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
