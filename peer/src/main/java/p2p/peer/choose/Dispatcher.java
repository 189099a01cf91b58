package p2p.peer.choose;

import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Decides what to ask of whom, for one download. To be used from one thread at a time.
 *
 * <p>Report every event as it happens, then carry out what {@link #decide} answers, in its order;
 * call it again after further events, and at the latest after {@link #nextWakeUp}. Times are {@link
 * System#nanoTime}. A peer is a number that stands for one identity and stays the same when that
 * peer connects again. Offsets are within the piece.
 */
public final class Dispatcher {

    /**
     * @param verified the pieces that are on the disk already
     * @param limits every one of them bounds what is asked; may be empty
     */
    public Dispatcher(
            PieceGrid grid,
            BitSet verified,
            PieceOrder order,
            DispatchSettings settings,
            List<RateLimit.Share> limits,
            RandomGenerator random) {}

    /** The peer is connected and may be asked; say {@link #choked} afterwards if it may not. */
    public void peerJoined(int peer, BitSet has, long now) {
        throw new UnsupportedOperationException();
    }

    public void peerHas(int peer, int piece) {
        throw new UnsupportedOperationException();
    }

    /** Also for a peer that was dropped or banned; then nothing more happens. */
    public void peerLeft(int peer, long now) {
        throw new UnsupportedOperationException();
    }

    /** The peer forgets what it was asked; it is asked nothing until it unchokes. */
    public void choked(int peer, long now) {
        throw new UnsupportedOperationException();
    }

    public void unchoked(int peer, long now) {
        throw new UnsupportedOperationException();
    }

    /** Some bytes of data came, in the midst of a block or at its end: measures the peer. */
    public void arrived(int peer, int bytes, long now) {
        throw new UnsupportedOperationException();
    }

    /** A request was answered completely; call {@link #arrived} for its bytes as well. */
    public Receipt received(int peer, int piece, int offset, int length, long now) {
        throw new UnsupportedOperationException();
    }

    /** Bytes that were to be kept have left the memory. Must not wait for other bytes to come. */
    public void written(int bytes) {
        throw new UnsupportedOperationException();
    }

    /** The peer will not send this: it does not have the piece, or it obeys a cancel. */
    public void refused(int peer, int piece, int offset, int length, long now) {
        throw new UnsupportedOperationException();
    }

    /**
     * The ranges of a piece under check whose SHA-256 {@link #pieceVerified} and {@link
     * #pieceFailed} want, in this order; mostly empty.
     */
    public List<Part> toDigest(int piece, boolean verified) {
        throw new UnsupportedOperationException();
    }

    public void pieceVerified(int piece, List<byte[]> digests) {
        throw new UnsupportedOperationException();
    }

    /** The bytes of the piece are wrong, and all of them are to be fetched again. */
    public void pieceFailed(int piece, List<byte[]> digests) {
        throw new UnsupportedOperationException();
    }

    /** What to do now, in this order. */
    public List<Action> decide(long now) {
        throw new UnsupportedOperationException();
    }

    /** Nanoseconds after which to call {@link #decide} even if nothing happens. */
    public long nextWakeUp(long now) {
        throw new UnsupportedOperationException();
    }

    public boolean complete() {
        throw new UnsupportedOperationException();
    }
}
