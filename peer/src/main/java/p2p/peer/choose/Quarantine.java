package p2p.peer.choose;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pieces that failed with blocks from several peers. Such a piece is fetched again from one peer:
 * if it fails again, that peer lied; if it is right, whoever sent other bytes before lied.
 */
final class Quarantine {

    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_DOUBLINGS = 8;

    private record Evidence(List<Part> parts, List<byte[]> digests, long failedAt) {}

    private final Map<Integer, Evidence> pieces = new HashMap<>();

    void add(int piece, List<Part> parts, List<byte[]> digests, long now) {
        requireEqual(parts, digests);
        pieces.put(piece, new Evidence(parts, digests, now));
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    List<Part> parts(int piece) {
        Evidence evidence = pieces.get(piece);
        return evidence == null ? List.of() : evidence.parts();
    }

    /**
     * Whether the peer may be asked for all of the piece. One that was not part of the failure goes
     * first, if it comes soon. An owner that went away is waited for, longer each time, or none
     * might ever finish.
     */
    boolean mayOwn(PeerState peer, PieceLedger ledger, Swarm swarm, long now) {
        int piece = ledger.piece();
        if (ledger.owner() == PieceLedger.NOBODY) {
            return !isSuspect(peer, piece)
                    || now - pieces.get(piece).failedAt() > SECOND
                    || !swarm.another(peer, piece, other -> !isSuspect(other, piece));
        }
        PeerState owner = swarm.get(ledger.owner());
        boolean isAway = owner == null || !owner.isTrusted() || !owner.has().contains(piece);
        return owner == peer || isAway && now - ledger.askedAt() > patience(ledger);
    }

    /** Whether a slow owner had its time, which is longer with every new beginning. */
    static boolean mayBeRobbed(PieceLedger ledger, long now) {
        return now - ledger.ownedSince() > patience(ledger);
    }

    private static long patience(PieceLedger ledger) {
        return SECOND << Math.min(MOST_DOUBLINGS, ledger.restarts());
    }

    private boolean isSuspect(PeerState peer, int piece) {
        return parts(piece).stream().anyMatch(part -> part.peer() == peer.id());
    }

    /** Closes the case: who sent something else than the bytes that proved right. */
    Set<Integer> guilty(int piece, List<byte[]> right) {
        Set<Integer> guilty = new TreeSet<>();
        Evidence evidence = pieces.remove(piece);
        if (evidence != null) {
            requireEqual(evidence.parts(), right);
            for (int i = 0; i < right.size(); i++) {
                if (!Arrays.equals(right.get(i), evidence.digests().get(i))) {
                    guilty.add(evidence.parts().get(i).peer());
                }
            }
        }
        return guilty;
    }

    static Set<Integer> peers(List<Part> parts) {
        Set<Integer> peers = new TreeSet<>();
        parts.forEach(part -> peers.add(part.peer()));
        return peers;
    }

    private static void requireEqual(List<Part> parts, List<byte[]> digests) {
        if (parts.size() != digests.size()) {
            throw new IllegalArgumentException("there must be one digest for each part");
        }
    }
}
