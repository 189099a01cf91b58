package p2p.peer.choose;

import java.util.random.RandomGenerator;

/** Which pieces to fetch first. */
public enum PieceSelection {
    RAREST_FIRST("rarest"),
    SEQUENTIAL("sequential"),
    RANDOM("random");

    private final String word;

    PieceSelection(String word) {
        this.word = word;
    }

    /** What users call it. */
    public String word() {
        return word;
    }

    public PieceOrder order(int pieces, RandomGenerator random) {
        return switch (this) {
            case RAREST_FIRST -> PieceOrder.rarestFirst(pieces, random);
            case SEQUENTIAL -> PieceOrder.sequential(pieces);
            case RANDOM -> PieceOrder.random(pieces, random);
        };
    }
}
