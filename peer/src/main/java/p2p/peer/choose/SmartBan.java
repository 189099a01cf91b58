package p2p.peer.choose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pieces that failed with blocks from several peers. Such a piece is fetched again from one peer:
 * if it fails again, that peer lied; if it is right, whoever sent other bytes before lied.
 *
 * <p>Its owner may go away for as long again as it was at work, and each next one at least twice as
 * long as the one before, so that little is thrown away, and one of the peers gets through in the
 * end, however slow they are and however often they come and go. One that is there but silent, or
 * ten times slower than another, loses the piece sooner.
 */
final class SmartBan {

    private static final long LEAST_TURN = 1_000_000_000L;
    private static final int MOST_DOUBLINGS = 20;
    private static final double MUCH_SOONER = 10;

    private static final class Suspicion {

        private final PieceLedger ledger;
        private final List<Contribution> contributions;
        private final List<byte[]> digests;
        private int turns;
        private long turnBegan;
        private long seenAt;

        Suspicion(PieceLedger ledger, List<Contribution> contributions, List<byte[]> digests) {
            this.ledger = ledger;
            this.contributions = contributions;
            this.digests = digests;
        }
    }

    private final Swarm swarm;
    private final Map<Integer, Suspicion> pieces = new TreeMap<>();

    SmartBan(Swarm swarm) {
        this.swarm = swarm;
    }

    void add(PieceLedger ledger, List<Contribution> contributions, List<byte[]> digests) {
        requireEqual(contributions, digests);
        pieces.put(ledger.piece(), new Suspicion(ledger, contributions, digests));
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** What to digest once the piece is right. */
    List<Contribution> contributions(int piece) {
        Suspicion suspicion = pieces.get(piece);
        return suspicion == null ? List.of() : suspicion.contributions;
    }

    /**
     * A piece that the peer may begin from the start, though another may have begun it; or null.
     */
    @Nullable PieceLedger find(PeerState peer, long now) {
        for (Suspicion suspicion : pieces.values()) {
            PieceLedger ledger = suspicion.ledger;
            if (!ledger.isChecking()
                    && peer.has().contains(ledger.piece())
                    && (ledger.owner() == PieceLedger.NOBODY
                            || ledger.owner() != peer.id() && mayTakeOver(peer, suspicion, now))) {
                return ledger;
            }
        }
        return null;
    }

    private boolean mayTakeOver(PeerState peer, Suspicion suspicion, long now) {
        if (now - suspicion.turnBegan < LEAST_TURN) {
            return false;
        }
        PieceLedger ledger = suspicion.ledger;
        PeerState owner = swarm.get(ledger.owner());
        if (owner == null || !isAtWork(owner, ledger)) {
            boolean isMute = owner != null && owner.strikes() > 0;
            return isMute && peer.isTrusted() || isGoneForLong(suspicion, now);
        }
        return peer.isTrusted()
                && peer.isMeasured()
                && MUCH_SOONER * ledger.length() / peer.rate(now)
                        < ledger.missing() / owner.rate(now);
    }

    private static boolean isAtWork(PeerState owner, PieceLedger ledger) {
        return owner.isTrusted() && owner.has().contains(ledger.piece());
    }

    private static boolean isGoneForLong(Suspicion suspicion, long now) {
        long least = LEAST_TURN << Math.min(MOST_DOUBLINGS, suspicion.turns - 1);
        return now - suspicion.seenAt >= Math.max(least, suspicion.seenAt - suspicion.turnBegan);
    }

    /** Notes which owners are at work; to be called every now and then. */
    void look(long now) {
        for (Suspicion suspicion : pieces.values()) {
            PeerState owner = swarm.get(suspicion.ledger.owner());
            if (owner != null && isAtWork(owner, suspicion.ledger)) {
                suspicion.seenAt = now;
            }
        }
    }

    void takeOver(PieceLedger ledger, PeerState peer, long now) {
        Suspicion suspicion = Objects.requireNonNull(pieces.get(ledger.piece()));
        suspicion.turns++;
        suspicion.turnBegan = now;
        suspicion.seenAt = now;
        ledger.own(peer.id());
    }

    /** Closes the case: who sent something else than the bytes that proved right. */
    Set<Integer> guilty(int piece, List<byte[]> right) {
        Set<Integer> guilty = new TreeSet<>();
        Suspicion suspicion = pieces.remove(piece);
        if (suspicion != null) {
            requireEqual(suspicion.contributions, right);
            for (int i = 0; i < right.size(); i++) {
                if (!Arrays.equals(right.get(i), suspicion.digests.get(i))) {
                    guilty.add(suspicion.contributions.get(i).peer());
                }
            }
        }
        return guilty;
    }

    static Set<Integer> peers(List<Contribution> contributions) {
        Set<Integer> peers = new TreeSet<>();
        contributions.forEach(contribution -> peers.add(contribution.peer()));
        return peers;
    }

    private static void requireEqual(List<Contribution> contributions, List<byte[]> digests) {
        if (contributions.size() != digests.size()) {
            throw new IllegalArgumentException("there must be one digest for each part");
        }
    }
}
