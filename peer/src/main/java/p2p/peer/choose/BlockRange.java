package p2p.peer.choose;

import org.jspecify.annotations.Nullable;

/**
 * Bytes to ask for.
 *
 * @param stolen the request to cancel first, or null
 */
record BlockRange(int piece, int offset, int length, @Nullable Request stolen) {

    static BlockRange of(PieceLedger ledger, int block, int length) {
        return new BlockRange(ledger.piece(), block * PieceGrid.BLOCK, length, null);
    }

    static BlockRange begin(int piece, int length) {
        return new BlockRange(piece, 0, length, null);
    }

    static BlockRange steal(Request request, int block, int length) {
        int offset = block * PieceGrid.BLOCK;
        return new BlockRange(request.ledger().piece(), offset, length, request);
    }
}
