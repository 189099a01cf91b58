package p2p.peer.fetch;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;

/**
 * Which seeders that nobody can reach a download asks to connect to it, and when again: nearly all
 * that can succeed do so at once. Does no I/O, and has no clock.
 */
final class HolePunching {

    /** So many at once. */
    static final int MOST = 4;

    /** With so many direct seeders nobody else is needed. */
    static final int ENOUGH = 4;

    private static final long SECOND = 1_000_000_000L;

    /** Who may be on the same network is tried there first. */
    static final long AFTER_NEAR = 3 * SECOND;

    /** Until the seeder has answered, and has been reached. */
    static final long PATIENCE = 12 * SECOND;

    /** So long a relay waits for the first try, which then saves it all. */
    static final long BEFORE_RELAY = SECOND + SECOND / 2;

    static final long FIRST_PAUSE = 20 * SECOND;
    private static final int MOST_DOUBLINGS = 6;
    private static final long AGAIN = SECOND;

    private enum State {
        FREE,
        ASKED,
        REACHED
    }

    private static final class Seeder {
        private PeerContact contact;
        private State state = State.FREE;
        private long since;
        private long notBefore;
        private int failures;

        Seeder(PeerContact contact, long notBefore) {
            this.contact = contact;
            this.notBefore = notBefore;
        }
    }

    private final Map<Fingerprint, Seeder> seeders = new LinkedHashMap<>();

    void named(PeerContact contact, boolean isNear, long now) {
        seeders.computeIfAbsent(
                                contact.fingerprint(),
                                _ -> new Seeder(contact, isNear ? now + AFTER_NEAR : now))
                        .contact =
                contact;
    }

    void gone(Fingerprint seeder) {
        seeders.remove(seeder);
    }

    /** What kept them away has changed. */
    void forgive(long now) {
        for (Seeder known : seeders.values()) {
            known.failures = 0;
            known.notBefore = now;
            if (known.state == State.ASKED) {
                known.state = State.FREE;
            }
        }
    }

    /** No others are named any more. */
    void onlyNamed(Predicate<Fingerprint> which) {
        seeders.keySet().removeIf(seeder -> !which.test(seeder));
    }

    /** Those to ask now, who has failed least first; from now on they are asked. */
    List<Fingerprint> toAsk(long now, Predicate<Fingerprint> isReached) {
        long busy = seeders.values().stream().filter(it -> it.state == State.ASKED).count();
        List<Map.Entry<Fingerprint, Seeder>> due =
                seeders.entrySet().stream()
                        .filter(it -> it.getValue().state == State.FREE)
                        .filter(it -> now - it.getValue().notBefore >= 0)
                        .filter(it -> !isReached.test(it.getKey()))
                        .sorted(Comparator.comparingInt(it -> it.getValue().failures))
                        .limit(Math.max(0, MOST - busy))
                        .toList();
        due.forEach(each -> {
            each.getValue().state = State.ASKED;
            each.getValue().since = now;
        });
        return due.stream().map(Map.Entry::getKey).toList();
    }

    /** Where one that was asked is, and by what it is known. */
    Optional<PeerContact> asked(Fingerprint seeder) {
        return Optional.ofNullable(seeders.get(seeder))
                .filter(known -> known.state == State.ASKED)
                .map(known -> known.contact);
    }

    /** Whether it is likely to come by itself in a moment. */
    boolean maySoonCome(Fingerprint seeder, long now) {
        Seeder known = seeders.get(seeder);
        return known != null
                && known.failures == 0
                && (known.state == State.REACHED
                        || (known.state == State.ASKED && now - known.since < BEFORE_RELAY));
    }

    void reached(Fingerprint seeder) {
        Seeder known = seeders.get(seeder);
        if (known != null) {
            known.state = State.REACHED;
            known.failures = 0;
        }
    }

    /** Nobody was asked after all. */
    void notTried(Fingerprint seeder, long now) {
        Seeder known = seeders.get(seeder);
        if (known != null && known.state == State.ASKED) {
            known.state = State.FREE;
            known.notBefore = now + AGAIN;
        }
    }

    /** A connection to it is gone, however it came about. */
    void lost(Fingerprint seeder, long now) {
        Seeder known = seeders.get(seeder);
        if (known != null && known.state == State.REACHED) {
            failed(seeder, now);
        }
    }

    /** It was not reached, or is lost. */
    void failed(Fingerprint seeder, long now) {
        Seeder known = seeders.get(seeder);
        if (known != null && known.state != State.FREE) {
            known.notBefore =
                    now
                            + (known.state == State.REACHED
                                    ? AGAIN
                                    : FIRST_PAUSE << Math.min(known.failures++, MOST_DOUBLINGS));
            known.state = State.FREE;
        }
    }

    /** Those that have not come in time, which have failed by that. */
    List<Fingerprint> overdue(long now) {
        List<Fingerprint> late =
                seeders.entrySet().stream()
                        .filter(it -> it.getValue().state == State.ASKED)
                        .filter(it -> now - it.getValue().since > PATIENCE)
                        .map(Map.Entry::getKey)
                        .toList();
        late.forEach(seeder -> failed(seeder, now));
        return late;
    }
}
