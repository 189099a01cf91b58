package p2p.tracker.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Role;

/**
 * Which of the peers that are attached here are in which group, and as what. What changes between
 * the moment in which a peer is expected and the one in which its places are known happens to them
 * then: what was read of the database may be from before it.
 */
final class Places<P> {

    private final Map<Long, Map<P, Role>> byGroup = new HashMap<>();
    private final Map<P, Taken> byPeer = new HashMap<>();

    private record Change(long group, Optional<Role> role) {}

    private static final class Taken {
        private final Set<Long> groups = new HashSet<>();
        private @Nullable List<Change> changes = new ArrayList<>();
    }

    synchronized void expect(P peer) {
        byPeer.putIfAbsent(peer, new Taken());
    }

    synchronized void are(P peer, Map<Long, Role> places) {
        Taken taken = byPeer.get(peer);
        if (taken == null || taken.changes == null) {
            return;
        }
        List<Change> changes = taken.changes;
        taken.changes = null;
        places.forEach((group, role) -> put(peer, taken, group, role));
        changes.forEach(change -> apply(peer, taken, change));
    }

    /** Whether it is in the group since now; an empty role is that of who is in it no more. */
    synchronized boolean change(P peer, long group, Optional<Role> role) {
        Taken taken = byPeer.get(peer);
        if (taken == null) {
            return false;
        }
        var change = new Change(group, role);
        if (taken.changes != null) {
            taken.changes.add(change);
            return false;
        }
        return apply(peer, taken, change);
    }

    private boolean apply(P peer, Taken taken, Change change) {
        if (change.role.isPresent()) {
            return put(peer, taken, change.group, change.role.get());
        }
        if (taken.groups.remove(change.group)) {
            leave(peer, change.group);
        }
        return false;
    }

    private boolean put(P peer, Taken taken, long group, Role role) {
        byGroup.computeIfAbsent(group, _ -> new HashMap<>()).put(peer, role);
        return taken.groups.add(group);
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
            taken.groups.forEach(group -> leave(peer, group));
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
