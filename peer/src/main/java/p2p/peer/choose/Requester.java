package p2p.peer.choose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests blocks of the peers, and takes the requests back. */
final class Requester {

    private static final long REST = 1_000_000_000L;

    private final Pieces pieces;
    private final Swarm swarm;
    private final SmartBan smartBan;
    private final Budget budget;
    private final Pipeline pipeline;
    private final AnswerTimeout timeout;
    private final PiecePicker picker;
    private final Endgame endgame;
    private boolean checked;
    private long checkedAt;

    Requester(
            PieceGrid grid,
            Pieces pieces,
            Swarm swarm,
            SmartBan smartBan,
            Budget budget,
            DispatchSettings settings) {
        this.pieces = pieces;
        this.swarm = swarm;
        this.smartBan = smartBan;
        this.budget = budget;
        pipeline = new Pipeline(settings);
        timeout = new AnswerTimeout(settings);
        picker = new PiecePicker(grid, pieces, smartBan);
        endgame = new Endgame(swarm);
    }

    void ask(List<Action> actions, long now) {
        budget.beginRound();
        double allRates = swarm.rate(now);
        int atWork = 1 + swarm.atWork();
        for (PeerState peer : swarm.inTurn()) {
            fill(peer, atWork, allRates, actions, now);
        }
    }

    private void fill(PeerState peer, int atWork, double allRates, List<Action> actions, long now) {
        while (!peer.isChoked() && !peer.isLeaving() && !peer.isResting(now)) {
            int window = pipeline.window(peer, atWork, allRates, pieces.missing(), now);
            int most = pipeline.request(peer, window, now);
            if (window - peer.outstanding() < most) {
                return;
            }
            most = Math.min(most, Pipeline.wholeBlocks(budget.room()));
            if (most == 0) {
                return;
            }
            BlockRange range = picker.find(peer, most, now);
            if (range == null) {
                range = endgame.find(peer, most, now);
            }
            if (range == null) {
                return;
            }
            int granted = budget.grant(range.length(), now);
            if (granted == 0) {
                return;
            }
            ask(peer, range, granted, actions, now);
        }
    }

    private void ask(PeerState peer, BlockRange range, int length, List<Action> actions, long now) {
        Request stolen = range.stolen();
        if (stolen != null) {
            stolen.peer().restUntil(now + REST);
            cancel(stolen, actions, now);
        }
        PieceLedger ledger = pieces.ledger(range.piece());
        if (ledger == null) {
            ledger = pieces.begin(range.piece());
        }
        if (!ledger.accepts(peer.id())) {
            takeOver(ledger, peer, actions, now);
        }
        Request request = new Request(peer, ledger, range.offset(), length);
        peer.ask(request, now);
        pieces.asked(request, now);
        budget.asked(length);
        actions.add(new Action.Ask(peer.id(), range.piece(), range.offset(), length));
    }

    private void takeOver(PieceLedger ledger, PeerState peer, List<Action> actions, long now) {
        for (Request request : List.copyOf(ledger.requests())) {
            cancel(request, actions, now);
        }
        pieces.startOver(ledger, true);
        smartBan.takeOver(ledger, peer, now);
    }

    private void cancel(Request request, List<Action> actions, long now) {
        actions.add(
                new Action.Cancel(
                        request.peer().id(),
                        request.ledger().piece(),
                        request.offset(),
                        request.length()));
        giveUp(request, now);
    }

    private void giveUp(Request request, long now) {
        request.peer().recall(request, now);
        pieces.ended(request);
        budget.givenUp(request.length());
    }

    /** The request is null if it had been given up. */
    void answered(PeerState peer, @Nullable Request request, int length, long now) {
        if (request == null) {
            peer.answeredLate(length);
            budget.cameLate(length);
            return;
        }
        peer.answered(request, now);
        pieces.ended(request);
        budget.answered(length);
    }

    /** Cancels what others were asked for and nobody needs any more. */
    void cancelAnswered(PieceLedger ledger, List<Action> actions, long now) {
        for (Request request : List.copyOf(ledger.requests())) {
            if (ledger.isHere(request)) {
                cancel(request, actions, now);
            }
        }
    }

    /**
     * Takes back what those who have everything were asked for, if nothing of the piece came yet.
     */
    void spareSeeders(int piece, List<Action> actions, long now) {
        PieceLedger ledger = pieces.ledger(piece);
        if (ledger == null || ledger.isExclusive() || ledger.missing() < ledger.length()) {
            return;
        }
        for (Request request : List.copyOf(ledger.requests())) {
            if (request.peer().has().isFull()) {
                cancel(request, actions, now);
            }
        }
    }

    /** Takes back all that the peer was asked for, without telling it. */
    void forget(PeerState peer, long now) {
        List.copyOf(peer.asked()).forEach(request -> giveUp(request, now));
    }

    /** Looks after those who are late; says who is not to be waited for any longer. */
    List<PeerState> check(List<Action> actions, long now) {
        if (checked && now - checkedAt < Endgame.INTERVAL) {
            return List.of();
        }
        checked = true;
        checkedAt = now;
        if (!smartBan.isEmpty()) {
            smartBan.look(now);
            pieces.changed();
        }
        List<PeerState> mute = new ArrayList<>();
        for (PeerState peer : swarm.all()) {
            if (timeout.isSilent(peer, now) || isHindrance(peer, now)) {
                peer.strike();
                List.copyOf(peer.asked()).forEach(request -> cancel(request, actions, now));
                pieces.changed();
                if (timeout.isOver(peer)) {
                    mute.add(peer);
                }
            } else {
                shed(peer, actions, now);
            }
        }
        return mute;
    }

    private boolean isHindrance(PeerState peer, long now) {
        return timeout.isDawdling(peer, now)
                && swarm.another(peer, peer.asked().getFirst().ledger().piece());
    }

    private void shed(PeerState peer, List<Action> actions, long now) {
        int excess = swarm.size() > 1 ? pipeline.excess(peer, now) : 0;
        while (excess > 0 && peer.asked().size() > 1) {
            Request last = peer.asked().getLast();
            excess -= last.length();
            cancel(last, actions, now);
        }
    }

    long nextWakeUp(long now) {
        long wait = Long.MAX_VALUE;
        if (budget.isLimited()) {
            wait = budget.limitedUntil() - now;
        }
        for (PeerState peer : swarm.all()) {
            if (!peer.asked().isEmpty() || peer.isResting(now) || !smartBan.isEmpty()) {
                wait = Math.min(wait, checkedAt + Endgame.INTERVAL - now);
            }
        }
        return Math.max(0, wait);
    }
}
