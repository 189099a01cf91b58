package p2p.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import p2p.peer.tracker.RelayedPath;
import p2p.peer.tracker.TrackerClient;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.NewShare;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;

/**
 * Prints how long it takes from when a peer says something to when peers at the other two of three
 * trackers have heard of it. Arguments: how many files there are, whose seeders come or go once a
 * second each, for how many seconds, and how many more peers are attached that do nothing.
 */
public final class EventLatency {

    private static final int TRACKERS = 3;
    private static final int WATCHERS = 2 * TRACKERS;
    private static final String GROUP = "bench";

    private final Cluster cluster;
    private final int files;
    private final int seconds;
    private final Vertx vertx = Vertx.vertx();
    private final List<Entry> trackers;
    private final List<FileRef> refs = new ArrayList<>();
    private final List<AttachedPeer> seeders = new ArrayList<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final AtomicLongArray saidAt;
    private int people;

    private EventLatency(Cluster cluster, int files, int seconds) throws Exception {
        this.cluster = cluster;
        this.files = files;
        this.seconds = seconds;
        saidAt = new AtomicLongArray(files * seconds);
        trackers = TrackerList.read(cluster.info()).trackers();
    }

    public static void main(String[] args) throws Exception {
        int files = Integer.parseInt(args[0]);
        int idle = Integer.parseInt(args[2]);
        try (var cluster = new Cluster(TRACKERS)) {
            cluster.logAllIn(files + WATCHERS + idle);
            var run = new EventLatency(cluster, files, Integer.parseInt(args[1]));
            run.gather();
            for (int i = 0; i < idle; i++) {
                run.attach(i, _ -> {});
            }
            run.change();
            run.report();
        }
        System.exit(0);
    }

    private void gather() throws InterruptedException {
        TrackerClient owner = clientOfNext();
        post(owner, "groups", "{\"name\": \"" + GROUP + "\"}");
        for (int file = 0; file < files; file++) {
            TrackerClient client = file == 0 ? owner : joined(owner);
            Manifest manifest = manifest(file);
            client.share(GROUP, new NewShare("file-" + file, manifest));
            refs.add(new FileRef(GROUP, "file-" + file, manifest.computeId()));
            seeders.add(attach(file, _ -> {}));
        }
        for (int i = 0; i < WATCHERS; i++) {
            joined(owner);
            var watcher = new Watcher(refs, seconds);
            watchers.add(watcher);
            AttachedPeer peer = attach(i, watcher::hear);
            refs.forEach(ref -> peer.say(new PeerMessage.Want(ref)));
            watcher.awaitAnswers();
        }
    }

    /** A peer of the next person's, at one of the trackers by turns, which can be reached. */
    private AttachedPeer attach(int turn, Consumer<TrackerMessage> ear)
            throws InterruptedException {
        var reached = new CountDownLatch(1);
        var peer =
                new AttachedPeer(
                        vertx,
                        new TrackerList(List.of(trackers.get(turn % TRACKERS))),
                        new Random(turn),
                        message -> {
                            if (message instanceof TrackerMessage.Reachability) {
                                reached.countDown();
                            }
                            ear.accept(message);
                        });
        people++;
        peer.open(Cluster.token(people), cluster.door());
        reached.await();
        return peer;
    }

    private TrackerClient clientOfNext() {
        var client =
                new TrackerClient(
                        vertx,
                        new TrackerList(trackers),
                        TrackerTrust.ofTheMachine(),
                        new Random(people));
        client.use(Cluster.token(people + 1));
        return client;
    }

    private TrackerClient joined(TrackerClient owner) {
        TrackerClient next = clientOfNext();
        post(next, "groups/" + GROUP + "/requests", null);
        String accept = "/requests/" + Cluster.name(people + 1) + "/accept";
        post(owner, "groups/" + GROUP + accept, null);
        return next;
    }

    private static void post(TrackerClient client, String path, @Nullable String body) {
        byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.US_ASCII);
        var answer = client.relay(HttpMethod.POST, RelayedPath.of(path, null), bytes, null);
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(path + " was answered with " + answer.status());
        }
    }

    private static Manifest manifest(int file) {
        byte[] bytes = ("bytes " + file).getBytes(StandardCharsets.US_ASCII);
        byte[] hash = HashAlgorithm.SHA_256.newDigest().digest(bytes);
        return new Manifest(
                bytes.length, Manifest.SMALLEST_PIECE, HashAlgorithm.SHA_256, hash, hash);
    }

    private void change() throws Exception {
        TimeUnit.SECONDS.sleep(5);
        double[] before = processors();
        long begin = System.nanoTime();
        for (int i = 0; i < seconds * files; i++) {
            TimeUnit.NANOSECONDS.sleep(begin + i * 1_000_000_000L / files - System.nanoTime());
            int file = i % files;
            int change = i / files;
            FileRef ref = refs.get(file);
            saidAt.set(file * seconds + change, System.nanoTime());
            seeders.get(file)
                    .say(
                            Watcher.isJoining(change)
                                    ? new PeerMessage.Serve(
                                            List.of(new PeerMessage.Served(ref, true, false)))
                                    : new PeerMessage.Unserve(List.of(ref), "by turns"));
        }
        double[] after = processors();
        System.out.printf(
                "processors: %s %% of a core%n",
                Arrays.toString(
                        IntStream.range(0, TRACKERS)
                                .mapToLong(i -> Math.round(100 * (after[i] - before[i]) / seconds))
                                .toArray()));
        TimeUnit.SECONDS.sleep(5);
    }

    private double[] processors() throws Exception {
        double[] spent = new double[TRACKERS];
        for (int i = 0; i < TRACKERS; i++) {
            spent[i] = cluster.trackers().get(i).processorSeconds();
        }
        return spent;
    }

    private void report() {
        print("at the same tracker", true);
        print("at another tracker", false);
        System.out.printf(
                "out of order, or twice: %d%n", watchers.stream().mapToInt(Watcher::wrong).sum());
    }

    /** Of changes whose seeder is at the watcher's tracker, or is not. */
    private void print(String where, boolean same) {
        LongStream all = LongStream.empty();
        for (int i = 0; i < WATCHERS; i++) {
            int tracker = i % TRACKERS;
            long[] took = watchers.get(i).took(saidAt, f -> (f % TRACKERS == tracker) == same);
            all = LongStream.concat(all, Arrays.stream(took));
        }
        long[] each = all.toArray();
        long[] nanos = Arrays.stream(each).filter(time -> time >= 0).sorted().toArray();
        System.out.printf(
                "%s: %d changes, %d skipped, median %.0f ms, 99 %% %.0f ms, longest %.0f ms%n",
                where,
                each.length,
                each.length - nanos.length,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }
}
