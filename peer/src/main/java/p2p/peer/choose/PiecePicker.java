package p2p.peer.choose;

import org.jspecify.annotations.Nullable;

/** What to ask a peer for: first what was begun and waits, then a piece that nobody touched. */
final class PiecePicker {

    /** So long a piece that was begun is left to the peer that began it. */
    private static final long LEFT_ALONE = 1_000_000_000L;

    private final PieceGrid grid;
    private final Pieces pieces;
    private final SmartBan smartBan;

    PiecePicker(PieceGrid grid, Pieces pieces, SmartBan smartBan) {
        this.grid = grid;
        this.pieces = pieces;
        this.smartBan = smartBan;
    }

    /** Bytes that nobody was asked for, at most so many, or null. */
    @Nullable BlockRange find(PeerState peer, int most, long now) {
        PieceLedger current = peer.current();
        if (current != null
                && current.free() > 0
                && pieces.ledger(current.piece()) == current
                && mayAsk(peer, current)) {
            return free(current, most);
        }
        if (peer.isFruitless(pieces.state())) {
            return null;
        }
        PieceLedger suspect = smartBan.find(peer, now);
        if (suspect != null) {
            return BlockRange.begin(suspect.piece(), Math.min(most, suspect.length()));
        }
        PieceLedger busy = null;
        for (PieceLedger ledger : pieces.open()) {
            if (mayAsk(peer, ledger)) {
                if (ledger.requests().isEmpty() || now - ledger.askedAt() > LEFT_ALONE) {
                    return free(ledger, most);
                }
                busy = busy == null ? ledger : busy;
            }
        }
        int piece = pieces.order().pick(peer.has());
        if (piece >= 0) {
            return BlockRange.begin(piece, Math.min(most, grid.pieceLength(piece)));
        }
        if (busy != null) {
            return free(busy, most);
        }
        peer.fruitless(pieces.state());
        return null;
    }

    private static BlockRange free(PieceLedger ledger, int most) {
        int block = ledger.firstFree();
        return BlockRange.of(ledger, block, ledger.freeRun(block, most));
    }

    private static boolean mayAsk(PeerState peer, PieceLedger ledger) {
        return ledger.accepts(peer.id()) && peer.has().contains(ledger.piece());
    }
}
