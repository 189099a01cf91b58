package p2p.peer.choose;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pieces of the download: untouched ones in their order, begun ones, and how many are done. */
final class Pieces {

    private final PieceGrid grid;
    private final PieceOrder order;
    private final PieceSet unverified;
    private final Map<Integer, PieceLedger> begun = new HashMap<>();

    /** The begun ones with blocks that nobody was asked for, those begun first at the front. */
    private final Set<PieceLedger> open = new LinkedHashSet<>();

    private long missing;
    private long state;

    Pieces(PieceGrid grid, BitSet notNeeded, PieceOrder order) {
        this.grid = grid;
        this.order = order;
        unverified = new PieceSet(grid.pieces());
        BitSet wanted = new BitSet(grid.pieces());
        wanted.set(0, grid.pieces());
        wanted.andNot(notNeeded);
        want(wanted);
    }

    /** None of them may be here. */
    void want(BitSet more) {
        for (int piece = more.nextSetBit(0); piece >= 0; piece = more.nextSetBit(piece + 1)) {
            if (unverified.add(piece)) {
                order.add(piece);
                missing += grid.pieceLength(piece);
            }
        }
        changed();
    }

    PieceOrder order() {
        return order;
    }

    boolean isEveryOneVerified() {
        return unverified.size() == 0;
    }

    /** Bytes that are not here. */
    long missing() {
        return missing;
    }

    /** Changes whenever something becomes free to be asked for. */
    long state() {
        return state;
    }

    void changed() {
        state++;
    }

    Set<PieceLedger> open() {
        return open;
    }

    /** The ledger of a piece that was begun, or null. */
    @Nullable PieceLedger ledger(int piece) {
        return begun.get(piece);
    }

    boolean isWanted(int piece) {
        return unverified.contains(piece);
    }

    PieceLedger begin(int piece) {
        order.remove(piece);
        PieceLedger ledger = new PieceLedger(piece, grid.pieceLength(piece));
        begun.put(piece, ledger);
        open.add(ledger);
        return ledger;
    }

    void asked(Request request, long now) {
        request.ledger().asked(request, now);
        settle(request.ledger());
    }

    void ended(Request request) {
        PieceLedger ledger = request.ledger();
        ledger.ended(request);
        settle(ledger);
        if (ledger.free() > 0) {
            state++;
        }
        if (ledger.isUntouched()) {
            begun.remove(ledger.piece());
            open.remove(ledger);
            order.add(ledger.piece());
        }
    }

    /** Says whether any of it was news. */
    boolean received(PieceLedger ledger, int peer, int offset, int length) {
        int fresh = ledger.received(peer, offset, length);
        missing -= fresh;
        if (ledger.isComplete()) {
            ledger.check();
        }
        settle(ledger);
        return fresh > 0;
    }

    void verified(PieceLedger ledger) {
        begun.remove(ledger.piece());
        open.remove(ledger);
        unverified.remove(ledger.piece());
    }

    void startOver(PieceLedger ledger, boolean fromOnePeer) {
        missing += ledger.startOver(fromOnePeer);
        settle(ledger);
        state++;
    }

    /** Forgets what a peer sent for the pieces that are still incomplete. */
    void forget(int peer) {
        for (PieceLedger ledger : begun.values()) {
            if (!ledger.isChecking()) {
                missing += ledger.forget(peer);
                settle(ledger);
            }
        }
        state++;
    }

    private void settle(PieceLedger ledger) {
        if (ledger.free() == 0 || ledger.isChecking()) {
            open.remove(ledger);
        } else {
            open.add(ledger);
        }
    }
}
