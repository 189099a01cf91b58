package p2p.peer.choose;

/**
 * Bytes to ask for.
 *
 * @param stolen the request to cancel first, or null
 */
record Run(int piece, int offset, int length, Request stolen) {

    static Run of(PieceLedger ledger, int block, int length) {
        return new Run(ledger.piece(), block * PieceGrid.BLOCK, length, null);
    }

    static Run begin(int piece, int length) {
        return new Run(piece, 0, length, null);
    }

    static Run steal(Request request, int block, int length) {
        int offset = block * PieceGrid.BLOCK;
        return new Run(request.ledger().piece(), offset, length, request);
    }
}
