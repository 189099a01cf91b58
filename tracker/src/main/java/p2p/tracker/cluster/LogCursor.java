package p2p.tracker.cluster;

import java.util.HashMap;
import java.util.Map;

/**
 * How far the log has been read. Ids are given out in another order than that in which they become
 * visible, so all events of transactions that may still have been running at the last reading are
 * read again, and those handed over already are known by their ids.
 */
final class LogCursor {

    private long oldestOpen;
    private final Map<Long, Long> handedOver = new HashMap<>();

    /** Events of transactions before this one have all been handed over. */
    long oldestOpen() {
        return oldestOpen;
    }

    /** Whether the event is a new one; it counts as handed over from now on. */
    boolean take(long id, long transaction) {
        return handedOver.putIfAbsent(id, transaction) == null;
    }

    /** All that could be seen was taken, and this was the oldest transaction then running. */
    void advance(long oldestRunning) {
        if (oldestRunning > oldestOpen) {
            oldestOpen = oldestRunning;
            handedOver.values().removeIf(transaction -> transaction < oldestRunning);
        }
    }
}
