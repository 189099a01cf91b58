package p2p.peer.fetch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import p2p.protocol.peer.Fingerprint;

/**
 * When a download turns to seeders that can be met at a relay alone, to which of them, and when it
 * lets go of them. A way without a relay goes before: one that is new and has not failed, or that
 * gave something lately. Does no I/O, and has no clock.
 */
final class RelayedSeeders {

    /** Of all places of a download, so many may be taken by those at relays. */
    static final int MOST = 4;

    private static final long SECOND = 1_000_000_000L;

    /** A direct seeder counts for so long after it gave something, or was named. */
    static final long DIRECT_COUNTS = 30 * SECOND;

    /** Less than this in that time is nothing. */
    static final long LEAST_GIVEN = 64 << 10;

    /** Whoever gives nothing for so long makes room for the next one. */
    static final long PATIENCE = 20 * SECOND;

    /** For an answer of the tracker, and the handshake behind the relay. */
    static final long TO_BEGIN = 15 * SECOND;

    private static final long FIRST_PAUSE = SECOND / 2;
    private static final long USELESS_PAUSE = 30 * SECOND;
    private static final int MOST_DOUBLINGS = 6;

    /** Whoever comes and goes is not waited for again and again. */
    static final long GRACE_EVERY = 300 * SECOND;

    private static final class Direct {
        private boolean named;
        private boolean failed;
        private boolean gave;
        private long given;
        private long countsFrom;
        private long graceFrom;

        Direct(long now) {
            countsFrom = now;
            graceFrom = now;
        }

        boolean counts(long now) {
            return named && !failed && now - countsFrom < DIRECT_COUNTS;
        }
    }

    private enum State {
        FREE,
        BEGUN,
        JOINED
    }

    private static final class Relayed {
        private State state = State.FREE;
        private long since = Long.MIN_VALUE;
        private int failures;
        private long notBefore = Long.MIN_VALUE;
    }

    private final Map<Fingerprint, Direct> direct = new HashMap<>();
    private final Map<Fingerprint, Relayed> relayed = new LinkedHashMap<>();

    /** It may be reached, though no tracker has; only one that is near is waited for. */
    void directHoped(Fingerprint seeder, boolean isNear, long now) {
        boolean isNew = !direct.containsKey(seeder);
        Direct known = direct(seeder, now);
        if (isNew && !isNear) {
            known.failed = true;
        }
    }

    private Direct direct(Fingerprint seeder, long now) {
        direct.values().removeIf(it -> !it.named && now - it.graceFrom >= GRACE_EVERY);
        Direct known = direct.computeIfAbsent(seeder, _ -> new Direct(now));
        known.named = true;
        return known;
    }

    void directNamed(Fingerprint seeder, long now) {
        Direct known = direct(seeder, now);
        known.failed = false;
        grace(known, now);
        Relayed same = relayed.get(seeder);
        if (same != null && same.state == State.FREE) {
            relayed.remove(seeder);
        }
    }

    /** Though no tracker could, this peer has reached it. */
    void directReached(Fingerprint seeder, long now) {
        Direct known = direct(seeder, now);
        known.failed = false;
        grace(known, now);
    }

    private static void grace(Direct known, long now) {
        if (now - known.graceFrom >= GRACE_EVERY) {
            known.graceFrom = now;
            known.countsFrom = now;
        }
    }

    void directGone(Fingerprint seeder) {
        Direct known = direct.get(seeder);
        if (known != null) {
            known.named = false;
            known.gave = false;
        }
    }

    void directFailed(Fingerprint seeder) {
        Direct known = direct.get(seeder);
        if (known != null) {
            known.failed = true;
            known.gave = false;
        }
    }

    void directGave(Fingerprint seeder, int bytes, long now) {
        Direct known = direct.get(seeder);
        if (known != null) {
            known.given += bytes;
            if (known.given >= LEAST_GIVEN) {
                known.given = 0;
                known.countsFrom = now;
                known.failed = false;
                known.gave = true;
            }
        }
    }

    void named(Fingerprint seeder) {
        relayed.computeIfAbsent(seeder, _ -> new Relayed());
    }

    /** Only these are named any more. */
    void onlyNamed(Set<Fingerprint> seeders) {
        relayed.entrySet()
                .removeIf(
                        it -> it.getValue().state == State.FREE && !seeders.contains(it.getKey()));
        seeders.forEach(this::named);
    }

    void gone(Fingerprint seeder) {
        relayed.remove(seeder);
    }

    boolean isBegun(Fingerprint seeder) {
        Relayed known = relayed.get(seeder);
        return known != null && known.state == State.BEGUN;
    }

    void begun(Fingerprint seeder, long now) {
        change(seeder, State.BEGUN, now);
    }

    void joined(Fingerprint seeder, long now) {
        change(seeder, State.JOINED, now);
    }

    private void change(Fingerprint seeder, State state, long now) {
        Relayed known = relayed.get(seeder);
        if (known != null) {
            known.state = state;
            known.since = now;
        }
    }

    void gave(Fingerprint seeder, long now) {
        Relayed known = relayed.get(seeder);
        if (known != null) {
            known.since = now;
            known.failures = 0;
        }
    }

    /** It has not come, or is lost: soon again, and then ever more seldom. */
    void failed(Fingerprint seeder, long now) {
        free(seeder, now, FIRST_PAUSE);
    }

    /** It had nothing to give for now. */
    void useless(Fingerprint seeder, long now) {
        free(seeder, now, USELESS_PAUSE);
    }

    private void free(Fingerprint seeder, long now, long pause) {
        Relayed known = relayed.get(seeder);
        if (known != null) {
            known.state = State.FREE;
            known.notBefore = now + (pause << Math.min(known.failures++, MOST_DOUBLINGS));
        }
    }

    /** What kept them away has changed; nobody may have heard who was asked for before. */
    void forgive() {
        for (Relayed known : relayed.values()) {
            known.notBefore = Long.MIN_VALUE;
            if (known.state == State.BEGUN) {
                known.state = State.FREE;
            }
        }
    }

    private boolean hasDirect(long now) {
        return direct.values().stream().anyMatch(known -> known.counts(now));
    }

    private boolean hasGivingDirect(long now) {
        return direct.values().stream().anyMatch(known -> known.gave && known.counts(now));
    }

    /**
     * Those to begin with now, but who may come by themselves: who has failed least comes first.
     */
    List<Fingerprint> toBegin(long now, Predicate<Fingerprint> maySoonCome) {
        if (relayed.isEmpty() || hasDirect(now)) {
            return List.of();
        }
        long busy = relayed.values().stream().filter(it -> it.state != State.FREE).count();
        return relayed.entrySet().stream()
                .filter(it -> it.getValue().state == State.FREE)
                .filter(it -> it.getValue().notBefore <= now)
                .filter(it -> !maySoonCome.test(it.getKey()))
                .sorted(Comparator.comparingInt(it -> it.getValue().failures))
                .limit(Math.max(0, MOST - busy))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Those to let go of now, since there is a better way. */
    List<Fingerprint> toLeave(long now) {
        return !relayed.isEmpty() && hasGivingDirect(now) ? joined() : List.of();
    }

    /**
     * Those that have not come in time, which may be the relay's end and is tried again soon, and
     * those that have given nothing for too long; from now on they are free.
     */
    List<Fingerprint> overdue(long now) {
        List<Fingerprint> late = new ArrayList<>();
        relayed.forEach((seeder, known) -> {
            if (known.state == State.BEGUN && now - known.since > TO_BEGIN) {
                late.add(seeder);
                failed(seeder, now);
            } else if (known.state == State.JOINED && now - known.since > PATIENCE) {
                late.add(seeder);
                useless(seeder, now);
            }
        });
        return late;
    }

    private List<Fingerprint> joined() {
        return relayed.entrySet().stream()
                .filter(it -> it.getValue().state == State.JOINED)
                .map(Map.Entry::getKey)
                .toList();
    }
}
