package p2p.peer.choose;

import java.util.BitSet;
import java.util.function.IntConsumer;

/** A set of piece numbers that can be searched together with another, 64 at a time. */
public final class PieceSet {

    private final int pieces;
    private final long[] words;
    private int size;

    PieceSet(int pieces) {
        this.pieces = pieces;
        words = new long[(pieces + 63) / 64];
    }

    static PieceSet of(int pieces, BitSet bits) {
        if (bits.length() > pieces) {
            throw new IllegalArgumentException("there are only " + pieces + " pieces");
        }
        PieceSet set = new PieceSet(pieces);
        long[] from = bits.toLongArray();
        System.arraycopy(from, 0, set.words, 0, from.length);
        set.size = bits.cardinality();
        return set;
    }

    static PieceSet all(int pieces) {
        BitSet bits = new BitSet(pieces);
        bits.set(0, pieces);
        return of(pieces, bits);
    }

    boolean contains(int piece) {
        return (words[piece >> 6] & 1L << piece) != 0;
    }

    /** Whether it was not there before. */
    boolean add(int piece) {
        if (contains(piece)) {
            return false;
        }
        words[piece >> 6] |= 1L << piece;
        size++;
        return true;
    }

    /** Whether it was there before. */
    boolean remove(int piece) {
        if (!contains(piece)) {
            return false;
        }
        words[piece >> 6] &= ~(1L << piece);
        size--;
        return true;
    }

    int size() {
        return size;
    }

    void forEach(IntConsumer consumer) {
        for (int piece = next(0, this); piece >= 0; piece = next(piece + 1, this)) {
            consumer.accept(piece);
        }
    }

    boolean isFull() {
        return size == pieces;
    }

    /** The first piece at or after {@code from} that is in both sets, or -1. */
    int next(int from, PieceSet other) {
        if (from >= pieces) {
            return -1;
        }
        int at = from >> 6;
        long word = words[at] & other.words[at] & -1L << from;
        while (word == 0) {
            if (++at == words.length) {
                return -1;
            }
            word = words[at] & other.words[at];
        }
        return (at << 6) + Long.numberOfTrailingZeros(word);
    }

    /** The same, going on at the beginning once the end is reached. */
    int nextAround(int from, PieceSet other) {
        int found = next(from, other);
        return found >= 0 || from == 0 ? found : next(0, other);
    }
}
