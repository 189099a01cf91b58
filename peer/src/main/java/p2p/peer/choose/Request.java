package p2p.peer.choose;

/** Something asked of one peer and not answered yet. */
record Request(PeerState peer, PieceLedger ledger, int offset, int length) {

    boolean is(int piece, int offset, int length) {
        return ledger.piece() == piece && this.offset == offset && this.length == length;
    }

    int firstBlock() {
        return offset / PieceGrid.BLOCK;
    }

    int endBlock() {
        return firstBlock() + PieceGrid.blocksIn(length);
    }
}
