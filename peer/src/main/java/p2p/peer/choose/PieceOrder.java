package p2p.peer.choose;

import java.util.random.RandomGenerator;

/**
 * Which untouched piece to begin next. It knows the pieces that are wanted and, as far as it cares,
 * how many peers have each.
 */
public interface PieceOrder {

    /** The piece is wanted and nobody was asked for it yet. */
    void add(int piece);

    /** The piece was begun. */
    void remove(int piece);

    /** One peer more has the piece; not called for peers that have everything. */
    void gained(int piece);

    /** One peer less has the piece. */
    void lost(int piece);

    /** Whether one who has everything is better asked for another piece than for this one. */
    default boolean isBetterLeftToOthers(int piece) {
        return false;
    }

    /** A wanted piece out of those that the peer has, or -1. */
    int pick(PieceSet has);

    static PieceOrder rarestFirst(int pieces, RandomGenerator random) {
        return new RarestFirst(pieces, random);
    }

    static PieceOrder sequential(int pieces) {
        return new Sequential(pieces);
    }

    static PieceOrder random(int pieces, RandomGenerator random) {
        return new RandomOrder(pieces, random);
    }
}
