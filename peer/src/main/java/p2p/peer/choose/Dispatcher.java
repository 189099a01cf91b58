package p2p.peer.choose;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import p2p.peer.rate.RateLimit;

/**
 * Decides what to ask of whom, for one download. To be used from one thread at a time.
 *
 * <p>Report every event as it happens, then carry out what {@link #decide} answers, in its order;
 * call it again after further events, and at the latest after {@link #nextWakeUp}. Times are {@link
 * System#nanoTime}. A peer is a number from 0 that stands for one identity and stays the same when
 * that peer connects again. Offsets are within the piece.
 */
public final class Dispatcher {

    private final PieceGrid grid;
    private final PieceSet everything;
    private final Pieces pieces;
    private final Swarm swarm = new Swarm();
    private final SmartBan smartBan = new SmartBan(swarm);
    private final Budget budget;
    private final Requester requester;
    private final Set<Integer> banned = new HashSet<>();

    private List<Action> actions = new ArrayList<>();

    /**
     * @param notNeeded the pieces that are on the disk already, or not wanted until {@link #want}
     * @param limits every one of them bounds what is asked; may be empty
     */
    public Dispatcher(
            PieceGrid grid,
            BitSet notNeeded,
            PieceOrder order,
            DispatchSettings settings,
            List<RateLimit.Share> limits) {
        this.grid = grid;
        everything = PieceSet.all(grid.pieces());
        pieces = new Pieces(grid, notNeeded, order);
        budget = new Budget(settings.mostUnwritten(), limits);
        requester = new Requester(grid, pieces, swarm, smartBan, budget, settings);
    }

    /** These pieces are needed as well. */
    public void want(BitSet more) {
        pieces.want(more);
    }

    /** The peer is connected and may be asked; say {@link #choked} afterwards if it may not. */
    public void peerJoined(int peer, BitSet has, long now) {
        if (peer < 0 || swarm.get(peer) != null) {
            throw new IllegalArgumentException("peer " + peer + " is here already");
        }
        if (banned.contains(peer)) {
            actions.add(new Action.Drop(peer, "it sent wrong bytes for this file before"));
            return;
        }
        PieceSet pieceSet = PieceSet.of(grid.pieces(), has);
        if (pieceSet.isFull()) {
            pieceSet = everything;
        } else {
            pieceSet.forEach(pieces.order()::gained);
        }
        swarm.add(new PeerState(peer, pieceSet, now));
        pieces.changed();
    }

    public void peerHas(int peer, int piece, long now) {
        PeerState state = swarm.get(peer);
        if (state != null && !state.has().contains(piece)) {
            state.has().add(piece);
            pieces.order().gained(piece);
            state.fruitful();
            if (state.isTrusted() && pieces.order().isBetterLeftToOthers(piece)) {
                requester.spareSeeders(piece, actions, now);
            }
        }
    }

    /** Also for a peer that was dropped or banned; then nothing more happens. */
    public void peerLeft(int peer, long now) {
        PeerState gone = swarm.get(peer);
        if (gone == null) {
            return;
        }
        requester.forget(gone, now);
        swarm.remove(peer);
        if (gone.has() != everything) {
            gone.has().forEach(pieces.order()::lost);
        }
        pieces.changed();
    }

    /** The peer forgets what it was asked; it is asked nothing until it unchokes. */
    public void choked(int peer, long now) {
        PeerState state = swarm.get(peer);
        if (state != null) {
            state.choked(true);
            requester.forget(state, now);
            pieces.changed();
        }
    }

    public void unchoked(int peer, long now) {
        PeerState state = swarm.get(peer);
        if (state != null) {
            state.choked(false);
            pieces.changed();
        }
    }

    /** Whether to ask nothing more of it; what it was asked for may still come. */
    public void leaving(int peer, boolean is) {
        PeerState state = swarm.get(peer);
        if (state != null && state.isLeaving() != is) {
            state.leaving(is);
            pieces.changed();
        }
    }

    /** Whether nothing is waited for that it was asked for. */
    public boolean isIdle(int peer) {
        PeerState state = swarm.get(peer);
        return state == null || state.asked().isEmpty();
    }

    /** Some bytes of data came, in the midst of a block or at its end: measures the peer. */
    public void arrived(int peer, int bytes, long now) {
        PeerState state = swarm.get(peer);
        if (state != null) {
            state.arrived(bytes, now);
        }
    }

    /**
     * A request was answered completely; call {@link #arrived} for its bytes first. What is to be
     * kept may lie over bytes kept before: the later ones count.
     */
    public Receipt received(int peer, int piece, int offset, int length, long now) {
        PeerState state = swarm.get(peer);
        if (state == null) {
            return Receipt.DUPLICATE;
        }
        Request request = state.find(piece, offset, length);
        if (request == null) {
            if (!state.wasRecalled(piece, offset, length)) {
                return Receipt.UNASKED;
            }
            if (budget.room() < length) {
                requester.answered(state, null, length, now);
                return Receipt.DUPLICATE;
            }
        }
        PieceLedger ledger = pieces.ledger(piece);
        if (ledger == null && pieces.isWanted(piece)) {
            ledger = pieces.begin(piece);
        }
        boolean news =
                ledger != null
                        && ledger.accepts(peer)
                        && pieces.received(ledger, peer, offset, length);
        requester.answered(state, request, length, now);
        if (ledger == null || !news) {
            return Receipt.DUPLICATE;
        }
        budget.kept(length);
        requester.cancelAnswered(ledger, actions, now);
        if (ledger.isChecking()) {
            actions.add(new Action.Check(piece));
        }
        return Receipt.KEEP;
    }

    /** Bytes that were to be kept have left the memory. Must not wait for other bytes to come. */
    public void written(int bytes) {
        budget.written(bytes);
    }

    /**
     * The ranges of a piece under check whose SHA-256 {@link #pieceVerified} or {@link
     * #pieceFailed} wants, in this order; empty for nearly every piece.
     */
    public List<Contribution> toDigest(int piece, boolean verified) {
        if (verified) {
            return smartBan.contributions(piece);
        }
        List<Contribution> contributions = underCheck(piece).contributions();
        return SmartBan.peers(contributions).size() > 1 ? contributions : List.of();
    }

    /** The right bytes of the piece are written. */
    public void pieceVerified(int piece, List<byte[]> digests, long now) {
        pieces.verified(underCheck(piece));
        smartBan.guilty(piece, digests).forEach(peer -> ban(peer, piece, now));
    }

    /** The bytes of the piece are wrong, and all of them are to be fetched again. */
    public void pieceFailed(int piece, List<byte[]> digests, long now) {
        PieceLedger ledger = underCheck(piece);
        List<Contribution> contributions = ledger.contributions();
        Set<Integer> suspects = SmartBan.peers(contributions);
        boolean isPuzzle = suspects.size() > 1;
        if (isPuzzle) {
            smartBan.add(ledger, contributions, digests);
        }
        pieces.startOver(ledger, isPuzzle);
        if (!isPuzzle) {
            ban(suspects.iterator().next(), piece, now);
        }
    }

    private PieceLedger underCheck(int piece) {
        PieceLedger ledger = pieces.ledger(piece);
        if (ledger == null || !ledger.isChecking()) {
            throw new IllegalStateException("piece " + piece + " is not under check");
        }
        return ledger;
    }

    private void ban(int peer, int piece, long now) {
        if (banned.add(peer)) {
            peerLeft(peer, now);
            pieces.forget(peer);
            actions.add(new Action.Ban(peer, piece));
        }
    }

    /** What to do now, in this order. */
    public List<Action> decide(long now) {
        for (PeerState mute : requester.check(actions, now)) {
            peerLeft(mute.id(), now);
            actions.add(new Action.Drop(mute.id(), "it did not send what it was asked for"));
        }
        requester.ask(actions, now);
        List<Action> decided = actions;
        actions = new ArrayList<>();
        return decided;
    }

    /** Nanoseconds after which to call {@link #decide} even if nothing happens. */
    public long nextWakeUp(long now) {
        return complete() ? Long.MAX_VALUE : requester.nextWakeUp(now);
    }

    /** Whether every piece that is wanted is verified. */
    public boolean complete() {
        return pieces.isEveryOneVerified();
    }

    /** Bytes that are wanted and not here. */
    public long missing() {
        return pieces.missing();
    }

    /** Whether a rate limit has kept something from being asked since this was asked. */
    public boolean wasHeldBack() {
        return budget.wasHeldBack();
    }

    /** Bytes asked for and not answered. */
    public long outstanding() {
        return budget.outstanding();
    }

    /** Bytes to be kept and not reported written. */
    public long unwritten() {
        return budget.unwritten();
    }
}
