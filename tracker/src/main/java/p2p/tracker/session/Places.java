package p2p.tracker.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Role;
import p2p.tracker.group.Place;

/**
 * Which of the peers that are attached here are in which group, and as what. What changes between
 * the moment in which a peer is expected and the one in which its places are known happens to them
 * then: what was read of the database may be from before it.
 */
final class Places<P> {

    private final Map<Long, Map<P, Role>> byGroup = new HashMap<>();
    private final Map<P, Taken> byPeer = new HashMap<>();

    private record Change(long group, Optional<Place> place) {}

    private static final class Taken {
        private final Map<Long, Place> groups = new HashMap<>();
        private @Nullable List<Change> changes = new ArrayList<>();
    }

    synchronized void expect(P peer) {
        byPeer.putIfAbsent(peer, new Taken());
    }

    /** Its places were read as these; what they are by now, with all that has changed since. */
    synchronized List<Place> are(P peer, List<Place> places) {
        Taken taken = byPeer.get(peer);
        if (taken == null) {
            return List.of();
        }
        List<Change> changes = Objects.requireNonNullElse(taken.changes, List.of());
        taken.changes = null;
        places.forEach(place -> put(peer, taken, place));
        changes.forEach(change -> apply(peer, taken, change));
        return List.copyOf(taken.groups.values());
    }

    /** Whether it is in the group since now; an empty place is that of who is in it no more. */
    synchronized boolean change(P peer, long group, Optional<Place> place) {
        Taken taken = byPeer.get(peer);
        if (taken == null) {
            return false;
        }
        var change = new Change(group, place);
        if (taken.changes != null) {
            taken.changes.add(change);
            return false;
        }
        return apply(peer, taken, change);
    }

    private boolean apply(P peer, Taken taken, Change change) {
        if (change.place.isPresent()) {
            return put(peer, taken, change.place.get());
        }
        if (taken.groups.remove(change.group) != null) {
            leave(peer, change.group);
        }
        return false;
    }

    private boolean put(P peer, Taken taken, Place place) {
        long group = place.group().id();
        byGroup.computeIfAbsent(group, _ -> new HashMap<>()).put(peer, place.role());
        return taken.groups.put(group, place) == null;
    }

    private void leave(P peer, long group) {
        Map<P, Role> there = byGroup.get(group);
        if (there != null) {
            there.remove(peer);
            if (there.isEmpty()) {
                byGroup.remove(group);
            }
        }
    }

    synchronized void remove(P peer) {
        Taken taken = byPeer.remove(peer);
        if (taken != null) {
            taken.groups.keySet().forEach(group -> leave(peer, group));
        }
    }

    synchronized List<P> members(long group) {
        return List.copyOf(byGroup.getOrDefault(group, Map.of()).keySet());
    }

    synchronized List<P> deciders(long group) {
        return byGroup.getOrDefault(group, Map.of()).entrySet().stream()
                .filter(place -> place.getValue().isAtLeast(Role.MODERATOR))
                .map(Map.Entry::getKey)
                .toList();
    }
}
