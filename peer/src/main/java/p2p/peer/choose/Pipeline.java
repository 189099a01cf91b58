package p2p.peer.choose;

/**
 * How much a peer is asked for at a time: two seconds of its rate, but of what is left never more
 * than its share, so that all become ready together.
 */
final class Pipeline {

    private static final int LEAST = 4 * PieceGrid.BLOCK;
    private static final int UNMEASURED = 1 << 20;
    private static final double SECONDS_AHEAD = 2;
    private static final double SECONDS_OF_A_REQUEST = 0.25;
    private static final int TOO_MUCH = 3;

    private final DispatchSettings settings;

    Pipeline(DispatchSettings settings) {
        this.settings = settings;
    }

    /**
     * Bytes to have outstanding at a peer.
     *
     * @param atWork how many peers share the memory
     * @param allRates what those at work do together
     * @param missing bytes that are not here
     */
    int window(PeerState peer, int atWork, double allRates, long missing, long now) {
        if (peer.strikes() > 0) {
            return PieceGrid.BLOCK;
        }
        double rate = peer.rate(now);
        double others = allRates - (peer.asked().isEmpty() ? 0 : rate);
        double share = LEAST + missing * rate / (rate + Math.max(0, others));
        return (int) Math.min(Math.min(byRate(peer, now), share), fairPart(atWork));
    }

    /** Bytes of the next request, given the window. */
    int request(PeerState peer, int window, long now) {
        double byRate = peer.rate(now) * SECONDS_OF_A_REQUEST;
        int wanted = (int) Math.min(Math.max(LEAST, byRate), settings.longestRequest());
        return Math.max(PieceGrid.BLOCK, wholeBlocks(Math.min(wanted, window / 2)));
    }

    /** Bytes to take back from a peer that became much slower than when it was asked. */
    int excess(PeerState peer, long now) {
        int window = byRate(peer, now);
        return peer.outstanding() > TOO_MUCH * (long) window ? peer.outstanding() - window : 0;
    }

    private int byRate(PeerState peer, long now) {
        if (!peer.isMeasured()) {
            return Math.min(UNMEASURED, settings.mostOfOnePeer());
        }
        double ahead = Math.max(LEAST, peer.rate(now) * SECONDS_AHEAD);
        return (int) Math.min(ahead, settings.mostOfOnePeer());
    }

    private int fairPart(int atWork) {
        return Math.max(
                LEAST, (int) Math.min(Integer.MAX_VALUE, 2L * settings.mostUnwritten() / atWork));
    }

    static int wholeBlocks(int bytes) {
        return bytes / PieceGrid.BLOCK * PieceGrid.BLOCK;
    }
}
