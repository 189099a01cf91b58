package p2p.peer.tracker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;

/** Which tracker to ask: the one that answered last, and the others in an order of chance. */
final class TrackerChoice {

    private final List<Entry> order;
    private Entry preferred;

    /** The first one is a matter of chance, so that peers spread over the trackers. */
    TrackerChoice(TrackerList trackers, RandomGenerator random) {
        order = new ArrayList<>(trackers.trackers());
        Collections.shuffle(order, Random.from(random));
        preferred = order.getFirst();
    }

    /** All trackers, in the order in which to try them. */
    synchronized List<Entry> order() {
        var result = new ArrayList<>(order);
        Collections.rotate(result, -order.indexOf(preferred));
        return result;
    }

    synchronized Entry preferred() {
        return preferred;
    }

    synchronized void answered(Entry tracker) {
        preferred = tracker;
    }

    /** This tracker does not answer or is about to stop: the next one is asked from now on. */
    synchronized void failed(Entry tracker) {
        if (tracker.equals(preferred)) {
            preferred = order.get((order.indexOf(tracker) + 1) % order.size());
        }
    }
}
