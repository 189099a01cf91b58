package p2p.peer.choose;

/** From the beginning to the end, for files that are read while they come. */
final class Sequential implements PieceOrder {

    private final PieceSet wanted;
    private int first;

    Sequential(int pieces) {
        wanted = new PieceSet(pieces);
    }

    @Override
    public void add(int piece) {
        wanted.add(piece);
        first = Math.min(first, piece);
    }

    @Override
    public void remove(int piece) {
        wanted.remove(piece);
        if (piece == first) {
            int next = wanted.next(piece, wanted);
            first = next < 0 ? piece : next;
        }
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
        return wanted.next(first, has);
    }
}
