package p2p.tracker.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many connections of each source are open on which there is no whole request. */
final class Unfinished {

    private final int most;
    private final Map<Source, Integer> open = new ConcurrentHashMap<>();

    Unfinished(int most) {
        this.most = most;
    }

    /** One more, unless that is too many. */
    boolean add(Source source) {
        var added = new AtomicBoolean();
        open.compute(
                source,
                (_, before) -> {
                    int count = before == null ? 0 : before;
                    added.set(count < most);
                    return added.get() ? count + 1 : count;
                });
        return added.get();
    }

    void remove(Source source) {
        open.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
    }

    /** In all, for the figures. */
    int size() {
        return open.values().stream().mapToInt(Integer::intValue).sum();
    }
}
