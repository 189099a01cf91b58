package p2p.tracker.swarm;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds things by an id that several can have. */
public final class IdIndex<T> {

    private final Map<Long, Set<T>> byId = new ConcurrentHashMap<>();

    public void add(long id, T thing) {
        byId.compute(
                id,
                (_, things) -> {
                    Set<T> all = things == null ? ConcurrentHashMap.newKeySet(1) : things;
                    all.add(thing);
                    return all;
                });
    }

    public void remove(long id, T thing) {
        byId.computeIfPresent(
                id,
                (_, things) -> {
                    things.remove(thing);
                    return things.isEmpty() ? null : things;
                });
    }

    public Collection<T> get(long id) {
        return byId.getOrDefault(id, Set.of());
    }

    public List<T> get(Collection<Long> ids) {
        return ids.stream().flatMap(id -> get(id).stream()).toList();
    }
}
