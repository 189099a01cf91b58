package p2p.peer.choose;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Work for a peer when everything was asked for already: it takes over from those who are ten times
 * slower, and is asked for the same as those who will be ready much later.
 */
final class Endgame {

    static final long INTERVAL = 50_000_000L;

    private static final double MUCH_SLOWER = 10;
    private static final double LATER = 1.5;
    private static final double AT_LEAST_SECONDS = 0.02;

    private final Swarm swarm;

    Endgame(Swarm swarm) {
        this.swarm = swarm;
    }

    /** Bytes that only one other peer was asked for, at most so many, or null. */
    @Nullable BlockRange find(PeerState idle, int most, long now) {
        if (now < idle.robAgainAt()) {
            return null;
        }
        double rate = idle.rate(now);
        double latest = LATER * (idle.secondsLeft(now) + most / rate) + AT_LEAST_SECONDS;
        Request found = null;
        for (PeerState other : swarm.all()) {
            double left = other.asked().isEmpty() ? 0 : other.secondsLeft(now);
            if (other != idle && left > latest) {
                Request last = last(other, idle);
                if (last != null) {
                    found = last;
                    latest = left;
                }
            }
        }
        if (found == null) {
            idle.robAgainAt(now + INTERVAL);
            return null;
        }
        int block = found.ledger().firstAskedOnce(found);
        int length = found.ledger().askedOnceRun(found, block, most);
        return isMuchSlower(found.peer(), rate, now)
                ? BlockRange.steal(found, block, length)
                : BlockRange.of(found.ledger(), block, length);
    }

    private static boolean isMuchSlower(PeerState other, double rate, long now) {
        return other.rate(now) * MUCH_SLOWER <= rate;
    }

    /** What the other peer will send last out of what this one could send as well. */
    private @Nullable Request last(PeerState other, PeerState idle) {
        for (Iterator<Request> asked = other.asked().descendingIterator(); asked.hasNext(); ) {
            Request request = asked.next();
            PieceLedger ledger = request.ledger();
            if (!ledger.isExclusive()
                    && ledger.firstAskedOnce(request) >= 0
                    && idle.has().contains(ledger.piece())) {
                return request;
            }
        }
        return null;
    }
}
