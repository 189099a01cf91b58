package p2p.peer.transfer;

import java.util.random.RandomGenerator;
import p2p.peer.choose.PieceOrder;

/** Which pieces to fetch first. */
public enum Selection {
    RAREST_FIRST,
    SEQUENTIAL,
    RANDOM;

    PieceOrder order(int pieces, RandomGenerator random) {
        return switch (this) {
            case RAREST_FIRST -> PieceOrder.rarestFirst(pieces, random);
            case SEQUENTIAL -> PieceOrder.sequential(pieces);
            case RANDOM -> PieceOrder.random(pieces, random);
        };
    }
}
