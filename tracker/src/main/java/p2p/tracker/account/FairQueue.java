package p2p.tracker.account;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Work of many, of whom each waits for at most one piece of every other's: whoever brings much
 * waits behind himself alone. Both what one has waiting and what all have is bounded.
 */
final class FairQueue<K, T> {

    private final int mostOfOne;
    private final int mostInAll;
    private final Map<K, Deque<T>> waiting = new LinkedHashMap<>();
    private int size;

    FairQueue(int mostOfOne, int mostInAll) {
        this.mostOfOne = mostOfOne;
        this.mostInAll = mostInAll;
    }

    /**
     * Returns what has no place: the work itself, or, where all places are taken, what another has
     * waiting who has more of it.
     */
    synchronized Optional<T> add(K whose, T work) {
        int own = waiting.containsKey(whose) ? waiting.get(whose).size() : 0;
        Optional<T> displaced = Optional.empty();
        if (own == mostOfOne) {
            return Optional.of(work);
        }
        if (size == mostInAll) {
            Deque<T> most = longest();
            if (most.size() <= own + 1) {
                return Optional.of(work);
            }
            displaced = Optional.of(most.removeLast());
            size--;
        }
        waiting.computeIfAbsent(whose, _ -> new ArrayDeque<>()).add(work);
        size++;
        return displaced;
    }

    private Deque<T> longest() {
        Deque<T> longest = new ArrayDeque<>();
        for (Deque<T> one : waiting.values()) {
            if (one.size() > longest.size()) {
                longest = one;
            }
        }
        return longest;
    }

    /** The next piece; whose it was comes last from then on. */
    synchronized Optional<T> next() {
        var first = waiting.entrySet().iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<K, Deque<T>> turn = first.next();
        first.remove();
        T work = turn.getValue().remove();
        size--;
        if (!turn.getValue().isEmpty()) {
            waiting.put(turn.getKey(), turn.getValue());
        }
        return Optional.of(work);
    }

    synchronized int size() {
        return size;
    }
}
