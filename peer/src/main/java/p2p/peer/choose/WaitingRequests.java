package p2p.peer.choose;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one leecher has asked for and was not given yet, with whom it comes next: ranges of pieces
 * that were begun there, then those of the piece that was given to the fewest, so that leechers
 * have something to give each other; among equals, the oldest. Asking and taking back cost the same
 * whatever waits, and the other pieces are looked at once for each piece that is begun.
 */
public final class WaitingRequests {

    /** A range within a piece; it lies within the piece, and has a byte at least. */
    public record Range(int piece, int offset, int length) {

        /** A record's own equality is slow in a native program; 20, 24 and 20 bits suffice. */
        private long key() {
            return (long) piece << 44 | (long) offset << 20 | length - 1;
        }
    }

    private final FewestCopies copies;
    private final BitSet begun = new BitSet();
    private final Map<Long, Range> ofBegun = new LinkedHashMap<>();
    private final Map<Integer, Map<Long, Range>> untouched = new LinkedHashMap<>();
    private int size;

    public WaitingRequests(FewestCopies copies) {
        this.copies = copies;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** What waits already waits on, once. */
    public void add(Range range) {
        Map<Long, Range> fellows =
                begun.get(range.piece())
                        ? ofBegun
                        : untouched.computeIfAbsent(range.piece(), piece -> new LinkedHashMap<>());
        if (fellows.putIfAbsent(range.key(), range) == null) {
            size++;
        }
    }

    /** What does not wait is not missed. */
    public void cancel(Range range) {
        if (begun.get(range.piece()) ? ofBegun.remove(range.key()) != null : leave(range)) {
            size--;
        }
    }

    private boolean leave(Range range) {
        Map<Long, Range> fellows = untouched.get(range.piece());
        if (fellows == null || fellows.remove(range.key()) == null) {
            return false;
        }
        if (fellows.isEmpty()) {
            untouched.remove(range.piece());
        }
        return true;
    }

    public void clear() {
        ofBegun.clear();
        untouched.clear();
        size = 0;
    }

    /** What is answered next: the same until it is cancelled, or removed. Something has to wait. */
    public Range first() {
        if (ofBegun.isEmpty()) {
            int piece = copies.fewest(untouched.keySet());
            begun.set(piece);
            copies.give(piece);
            ofBegun.putAll(untouched.remove(piece));
        }
        return ofBegun.values().iterator().next();
    }

    public void removeFirst() {
        ofBegun.remove(first().key());
        size--;
    }
}
