package p2p.peer.fetch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import p2p.peer.reach.Whereabouts;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Fingerprint;

/** Whom a download may connect to, and when to try again after it failed. Does no I/O. */
final class KnownSeeders {

    private static final long FIRST_PAUSE = 500_000_000L;
    private static final int MOST_DOUBLINGS = 6;

    /** A connection that lasted so long makes up for what failed before it, however it ended. */
    private static final long STEADY = 10_000_000_000L;

    private static final class Entry {
        private Whereabouts where;
        private int failures;
        private long notBefore = Long.MIN_VALUE;
        private OptionalLong welcomedAt = OptionalLong.empty();

        Entry(Whereabouts where) {
            this.where = where;
        }
    }

    /** A seeder may be known directly and by a relay at the same time, and over several lanes. */
    private record Way(Fingerprint peer, boolean relayed, int lane) {}

    private final RandomGenerator random;
    private final Map<Fingerprint, Entry> entries = new LinkedHashMap<>();
    private final Map<Way, Integer> numbers = new HashMap<>();
    private final List<Way> byNumber = new ArrayList<>();
    private final Set<Fingerprint> banned = new HashSet<>();

    KnownSeeders(RandomGenerator random) {
        this.random = random;
    }

    /** A number that stays the same for the same peer, which has another one at a relay. */
    int number(Fingerprint peer, boolean relayed) {
        return number(new Way(peer, relayed, 0));
    }

    /** The same for a further connection to it. */
    int further(Fingerprint peer, int lane) {
        return number(new Way(peer, false, lane));
    }

    private int number(Way way) {
        return numbers.computeIfAbsent(
                way,
                fresh -> {
                    byNumber.add(fresh);
                    return byNumber.size() - 1;
                });
    }

    Fingerprint peer(int number) {
        return byNumber.get(number).peer;
    }

    void add(Whereabouts where) {
        Entry entry = entries.computeIfAbsent(where.contact().fingerprint(), _ -> new Entry(where));
        entry.where = where;
        entry.notBefore = Long.MIN_VALUE;
    }

    /** Whether something is known of where it is. */
    boolean isKnown(Fingerprint peer) {
        return entries.containsKey(peer);
    }

    /** Somebody else is there, which is not the seeder's fault. */
    void stranger(Fingerprint peer, HostPort at) {
        Entry entry = entries.get(peer);
        if (entry != null) {
            entry.where = entry.where.without(at);
        }
    }

    void remove(Fingerprint peer) {
        entries.remove(peer);
    }

    void ban(Fingerprint peer) {
        banned.add(peer);
    }

    boolean isBanned(Fingerprint peer) {
        return banned.contains(peer);
    }

    void welcomed(Fingerprint peer, long now) {
        Entry entry = entries.get(peer);
        if (entry != null) {
            entry.welcomedAt = OptionalLong.of(now);
        }
    }

    void failed(Fingerprint peer, long now) {
        Entry entry = entries.get(peer);
        if (entry != null) {
            if (entry.welcomedAt.isPresent() && now - entry.welcomedAt.getAsLong() >= STEADY) {
                entry.failures = 0;
            }
            entry.welcomedAt = OptionalLong.empty();
            long pause = FIRST_PAUSE << Math.min(entry.failures++, MOST_DOUBLINGS);
            entry.notBefore = now + pause / 2 + random.nextLong(pause / 2);
        }
    }

    /** All may be tried at once again: what kept them away has changed. */
    void forgive() {
        entries.values().forEach(entry -> entry.notBefore = Long.MIN_VALUE);
    }

    List<Whereabouts> toTry(long now) {
        List<Whereabouts> due = new ArrayList<>();
        for (Map.Entry<Fingerprint, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            boolean isDue = entry.notBefore == Long.MIN_VALUE || now - entry.notBefore >= 0;
            if (isDue && !banned.contains(each.getKey())) {
                due.add(entry.where);
            }
        }
        return due;
    }
}
