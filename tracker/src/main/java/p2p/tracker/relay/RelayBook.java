package p2p.tracker.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import p2p.protocol.wire.RelayCall;

/**
 * Who is at a relay and with whom, and whose turn it is to be turned away. C is a connection. Does
 * no I/O, and has no clock.
 */
final class RelayBook<C> {

    static final Duration JOINED_WITHIN = Duration.ofSeconds(RelayCall.JOINED_WITHIN_SECONDS);

    /** How many there may be of each. */
    record Bounds(int pairs, int ofPerson, int ofTwo) {
        static final Bounds USUAL = new Bounds(2000, 128, 64);
    }

    /** What becomes of who comes. */
    enum Arrival {
        TURNED_AWAY,
        WAITS,
        COMPLETES
    }

    /** The two of a meeting, as far as they are there. */
    static final class Pair<C> {
        private final Meeting meeting;
        private final Instant since;
        private final Map<Pass.Side, C> sides = new HashMap<>();
        private boolean joined;

        private Pair(Meeting meeting, Instant since) {
            this.meeting = meeting;
            this.since = since;
        }

        Meeting meeting() {
            return meeting;
        }

        C side(Pass.Side side) {
            return Optional.ofNullable(sides.get(side)).orElseThrow();
        }

        private boolean isComplete() {
            return sides.size() == Pass.Side.values().length;
        }
    }

    private record Two(String one, String other) {}

    private final Bounds bounds;
    private final UUID relay;
    private final Map<UUID, Pair<C>> pairs = new HashMap<>();
    private final Map<C, Pair<C>> byConnection = new HashMap<>();
    private final Map<String, Integer> ofPerson = new HashMap<>();
    private final Map<Two, Integer> ofTwo = new HashMap<>();

    /** Meetings that are over, for as long as their passes would be good, the oldest first. */
    private final Map<UUID, Instant> over = new LinkedHashMap<>();

    RelayBook(Bounds bounds, UUID relay) {
        this.bounds = bounds;
        this.relay = relay;
    }

    synchronized Arrival comes(Pass pass, C connection, Instant now) {
        Meeting meeting = pass.meeting();
        if (!meeting.relay().equals(relay) || over.containsKey(meeting.id())) {
            return Arrival.TURNED_AWAY;
        }
        Pair<C> pair = pairs.get(meeting.id());
        if (pair == null) {
            if (!hasRoom(meeting)) {
                return Arrival.TURNED_AWAY;
            }
            pair = new Pair<>(meeting, now);
            pairs.put(meeting.id(), pair);
            count(meeting, 1);
        }
        if (!pair.meeting.equals(meeting)
                || pair.sides.putIfAbsent(pass.side(), connection) != null) {
            return Arrival.TURNED_AWAY;
        }
        byConnection.put(connection, pair);
        return pair.isComplete() ? Arrival.COMPLETES : Arrival.WAITS;
    }

    /** The pair that is to be joined now, unless it has ended meanwhile. */
    synchronized Optional<Pair<C>> complete(C connection) {
        return Optional.ofNullable(byConnection.get(connection)).filter(Pair::isComplete);
    }

    synchronized boolean join(Pair<C> pair) {
        pair.joined = pairs.get(pair.meeting.id()) == pair;
        return pair.joined;
    }

    /** Whoever was with it goes, too. */
    synchronized List<C> leaves(C connection, Instant now) {
        Pair<C> pair = byConnection.get(connection);
        return pair == null ? List.of() : end(pair, now);
    }

    /** Ends the meetings that are meant; those who were there. */
    synchronized List<C> cut(Predicate<Meeting> which, Instant now) {
        return endAll(pair -> which.test(pair.meeting), now);
    }

    /** Those whose other side did not come in time; forgets passes that are no good any more. */
    synchronized List<C> overdue(Instant now) {
        over.values().removeIf(ended -> ended.plus(Meeting.LIFE.multipliedBy(2)).isBefore(now));
        return endAll(pair -> !pair.joined && pair.since.plus(JOINED_WITHIN).isBefore(now), now);
    }

    synchronized int size() {
        return pairs.size();
    }

    private List<C> endAll(Predicate<Pair<C>> which, Instant now) {
        List<C> gone = new ArrayList<>();
        for (Pair<C> pair : List.copyOf(pairs.values())) {
            if (which.test(pair)) {
                gone.addAll(end(pair, now));
            }
        }
        return gone;
    }

    private List<C> end(Pair<C> pair, Instant now) {
        if (pairs.remove(pair.meeting.id(), pair)) {
            over.put(pair.meeting.id(), now);
            count(pair.meeting, -1);
            pair.sides.values().forEach(byConnection::remove);
        }
        return List.copyOf(pair.sides.values());
    }

    private boolean hasRoom(Meeting meeting) {
        return pairs.size() < bounds.pairs
                && persons(meeting).stream()
                        .allMatch(person -> ofPerson.getOrDefault(person, 0) < bounds.ofPerson)
                && ofTwo.getOrDefault(two(meeting), 0) < bounds.ofTwo;
    }

    private void count(Meeting meeting, int more) {
        persons(meeting).forEach(person -> add(ofPerson, person, more));
        add(ofTwo, two(meeting), more);
    }

    private static Set<String> persons(Meeting meeting) {
        Set<String> persons = new HashSet<>();
        persons.add(meeting.downloader().user());
        persons.add(meeting.seeder().user());
        return persons;
    }

    private static Two two(Meeting meeting) {
        return new Two(meeting.downloader().user(), meeting.seeder().user());
    }

    private static <K> void add(Map<K, Integer> counts, K key, int more) {
        counts.merge(key, more, Integer::sum);
        counts.remove(key, 0);
    }
}
