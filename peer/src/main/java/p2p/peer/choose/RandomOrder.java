package p2p.peer.choose;

import java.util.random.RandomGenerator;

/** Any piece, whatever the others have. */
final class RandomOrder implements PieceOrder {

    private final PieceSet wanted;
    private final int pieces;
    private final RandomGenerator random;

    RandomOrder(int pieces, RandomGenerator random) {
        this.pieces = pieces;
        this.random = random;
        wanted = new PieceSet(pieces);
    }

    @Override
    public void add(int piece) {
        wanted.add(piece);
    }

    @Override
    public void remove(int piece) {
        wanted.remove(piece);
    }

    @Override
    public void gained(int piece) {
        // how many have a piece does not matter here
    }

    @Override
    public void lost(int piece) {
        // how many have a piece does not matter here
    }

    @Override
    public int pick(PieceSet has) {
        return pieces == 0 ? -1 : wanted.nextAround(random.nextInt(pieces), has);
    }
}
