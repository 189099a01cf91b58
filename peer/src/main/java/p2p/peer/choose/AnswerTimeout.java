package p2p.peer.choose;

/** How long a peer may keep silent: four times its longest pause lately, doubled at each strike. */
final class AnswerTimeout {

    private static final int PAUSES = 4;
    private static final int MOST_DOUBLINGS = 3;
    private static final int STRIKES = 3;
    private static final int STRIKES_OF_THE_MUTE = 2;

    private final long shortest;
    private final long longest;

    AnswerTimeout(DispatchSettings settings) {
        shortest = settings.shortestTimeout().toNanos();
        longest = settings.longestTimeout().toNanos();
    }

    /** No byte came for too long. */
    boolean isSilent(PeerState peer, long now) {
        return !peer.asked().isEmpty() && now - peer.heardAt() > doubled(timeout(peer, now), peer);
    }

    /** Bytes come, but the answer does not get done. */
    boolean isDawdling(PeerState peer, long now) {
        return !peer.asked().isEmpty() && now - peer.answeredAt() > doubled(2 * longest, peer);
    }

    boolean isOver(PeerState peer) {
        return peer.strikes() >= (peer.everSent() ? STRIKES : STRIKES_OF_THE_MUTE);
    }

    private long timeout(PeerState peer, long now) {
        if (!peer.everSent()) {
            return longest;
        }
        double ofRequest = peer.asked().getFirst().length() / peer.rate(now) * 1e9;
        double expected = PAUSES * Math.max(peer.longestGap(), Math.min(ofRequest, shortest));
        return (long) Math.clamp(expected, shortest, longest);
    }

    private static long doubled(long timeout, PeerState peer) {
        return timeout << Math.min(MOST_DOUBLINGS, peer.strikes());
    }
}
