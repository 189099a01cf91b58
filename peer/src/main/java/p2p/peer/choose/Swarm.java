package p2p.peer.choose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connected peers. */
final class Swarm {

    private final Map<Integer, PeerState> byId = new HashMap<>();
    private final List<PeerState> peers = new ArrayList<>();
    private int first;

    @Nullable PeerState get(int peer) {
        return byId.get(peer);
    }

    void add(PeerState peer) {
        byId.put(peer.id(), peer);
        peers.add(peer);
    }

    void remove(int peer) {
        peers.remove(byId.remove(peer));
    }

    List<PeerState> all() {
        return peers;
    }

    int size() {
        return peers.size();
    }

    /** A copy that begins with another peer each time, so that none is always served first. */
    List<PeerState> inTurn() {
        if (peers.isEmpty()) {
            return List.of();
        }
        first = (first + 1) % peers.size();
        List<PeerState> turn = new ArrayList<>(peers.size());
        turn.addAll(peers.subList(first, peers.size()));
        turn.addAll(peers.subList(0, first));
        return turn;
    }

    /** Whether any peer but this one may be asked for a piece. */
    boolean another(PeerState than, int piece) {
        for (PeerState peer : peers) {
            if (peer != than && peer.isTrusted() && peer.has().contains(piece)) {
                return true;
            }
        }
        return false;
    }

    int atWork() {
        int count = 0;
        for (PeerState peer : peers) {
            count += peer.asked().isEmpty() ? 0 : 1;
        }
        return count;
    }

    /** Bytes a second of all who are at work. */
    double rate(long now) {
        double rate = 0;
        for (PeerState peer : peers) {
            rate += peer.asked().isEmpty() ? 0 : peer.rate(now);
        }
        return rate;
    }
}
