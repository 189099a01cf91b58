package p2p.peer.choose;

import java.time.Duration;

/**
 * Bounds of one download.
 *
 * @param mostUnwritten bytes asked for and not yet written, over all peers; bounds the memory
 * @param mostOfOnePeer bytes asked of one peer at a time, however fast it is
 * @param longestRequest bytes of one request
 * @param shortestTimeout silence that is always forgiven
 * @param longestTimeout silence that never is, and that a peer gets before anything came of it
 */
public record DispatchSettings(
        int mostUnwritten,
        int mostOfOnePeer,
        int longestRequest,
        Duration shortestTimeout,
        Duration longestTimeout) {

    public static final DispatchSettings DEFAULT =
            new DispatchSettings(
                    64 << 20, 16 << 20, 1 << 20, Duration.ofSeconds(2), Duration.ofSeconds(15));

    public DispatchSettings {
        if (longestRequest < PieceGrid.BLOCK || longestRequest % PieceGrid.BLOCK != 0) {
            throw new IllegalArgumentException("a request is a whole number of blocks");
        }
        if (mostOfOnePeer < longestRequest || mostUnwritten < mostOfOnePeer) {
            throw new IllegalArgumentException(
                    "at least one longest request must fit into what one peer and all may be asked");
        }
        if (shortestTimeout.isNegative()
                || shortestTimeout.isZero()
                || longestTimeout.compareTo(shortestTimeout) < 0) {
            throw new IllegalArgumentException("the longest time-out is below the shortest");
        }
    }
}
