package p2p.trials;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import p2p.testkit.Patience;
import p2p.testkit.Proxy;

/** What breaks, and when, by a seed. */
final class Disasters {

    private static final int HUNG_MILLIS = 10_000;

    private final List<Program> trackers;
    private final List<Program> peers;
    private final List<Way> waysToTrackers;
    private final List<Way> waysToPeers;
    private final Postgres postgres;
    private final History history;
    private final Random random;
    private final Set<Object> busy = ConcurrentHashMap.newKeySet();
    private final Semaphore atOnce = new Semaphore(4);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Object, Integer> hits = new ConcurrentHashMap<>();
    private int happened;

    Disasters(Setting setting, History history, Random random) {
        trackers = setting.trackers;
        peers = setting.peers();
        waysToTrackers = setting.waysToTrackers;
        waysToPeers = setting.people.stream().map(person -> person.door).toList();
        postgres = setting.postgres;
        this.history = history;
        this.random = random;
    }

    /** Until then something breaks every few seconds; all is whole again when this returns. */
    int happenUntil(long endNanos) throws InterruptedException {
        while (System.nanoTime() < endNanos) {
            Patience.pause(random.nextLong(1500, 6000));
            strike();
        }
        threads.shutdown();
        if (!threads.awaitTermination(5, TimeUnit.MINUTES)) {
            history.wrong("not everything that broke was whole again within five minutes");
        }
        return happened;
    }

    /** The dice are thrown alike whether or not what they hit is broken already. */
    private void strike() {
        int what = random.nextInt(23);
        int which = random.nextInt(1 << 16);
        long lasts = random.nextLong(500, 10_000);
        Program tracker = trackers.get(which % trackers.size());
        Program peer = peers.get(which % peers.size());
        Way toTracker = waysToTrackers.get(which % waysToTrackers.size());
        Way toPeer = waysToPeers.get(which % waysToPeers.size());
        switch (what) {
            case 0, 1, 2 -> happens(tracker, () -> end(tracker, "KILL", lasts));
            case 3, 4 -> happens(tracker, () -> hang(tracker));
            case 5, 6 -> happens(tracker, () -> end(tracker, "TERM", lasts));
            case 7, 8, 9 -> happens(peer, () -> end(peer, "KILL", lasts / 3));
            case 10, 11 -> happens(peer, () -> hang(peer));
            case 12, 13 -> happens(peer, () -> end(peer, "TERM", lasts / 3));
            case 14 -> happens(postgres, () -> endPostgres(lasts));
            case 15, 16 -> happens(toTracker, () -> moody(toTracker, Proxy.Mood.DELAY, lasts));
            case 17, 18 -> happens(toTracker, () -> moody(toTracker, Proxy.Mood.CUT, lasts));
            case 19 -> happens(toTracker, () -> moody(toTracker, Proxy.Mood.SWALLOW, lasts));
            case 20 -> happens(toPeer, () -> moody(toPeer, Proxy.Mood.DELAY, lasts));
            case 21 -> happens(toPeer, () -> moody(toPeer, Proxy.Mood.CUT, lasts));
            default -> happens(toPeer, () -> moody(toPeer, Proxy.Mood.SWALLOW, lasts));
        }
    }

    /** What happened to a person's peer, and to the way there. */
    int hitsOf(Person person) {
        return hits.getOrDefault(person.peer, 0) + hits.getOrDefault(person.door, 0);
    }

    private interface Disaster {
        void happen() throws Exception;
    }

    private void happens(Object victim, Disaster disaster) {
        if (!atOnce.tryAcquire()) {
            return;
        }
        if (!busy.add(victim)) {
            atOnce.release();
            return;
        }
        happened++;
        hits.merge(victim, 1, Integer::sum);
        threads.execute(() -> {
            try {
                disaster.happen();
            } catch (Exception e) {
                history.wrong("the trial itself failed: " + e);
            } finally {
                busy.remove(victim);
                atOnce.release();
            }
        });
    }

    private void end(Program program, String signal, long away) throws Exception {
        program.end(signal);
        Patience.pause(away);
        program.startUntilReady();
    }

    private void hang(Program program) {
        program.signal("STOP");
        Patience.pause(HUNG_MILLIS);
        program.signal("CONT");
    }

    private void endPostgres(long away) throws Exception {
        postgres.stopOnTheSpot();
        Patience.pause(away);
        postgres.start();
    }

    private void moody(Way way, Proxy.Mood mood, long lasts) {
        history.note(way.name() + " is " + mood);
        way.proxy().set(mood);
        Patience.pause(lasts);
        way.proxy().set(Proxy.Mood.PASS);
        history.note(way.name() + " is whole again");
    }
}
