package p2p.peer.tracker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.peer.Fingerprint;

/** A client for each identity among the trackers, and one for those that are known by none. */
final class ByIdentity<C> {

    private final Map<Optional<Fingerprint>, C> clients = new HashMap<>();

    ByIdentity(List<Entry> trackers, Function<Optional<Fingerprint>, C> make) {
        trackers.forEach(tracker -> clients.computeIfAbsent(tracker.identity(), make));
    }

    C of(Entry tracker) {
        return Objects.requireNonNull(clients.get(tracker.identity()));
    }
}
