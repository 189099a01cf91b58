package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** With the default bounds: 16 MiB at one peer, 64 MiB in all, 1 MiB in a request. */
class PipelineTest {

    private static final long SECOND = Simulation.SECOND;
    private static final int MIB = 1 << 20;
    private static final long PLENTY = 1L << 40;

    private final Pipeline pipeline = new Pipeline(DispatchSettings.DEFAULT);

    private static PeerState peer() {
        return new PeerState(1, PieceSet.all(1), 0);
    }

    /** A peer that sent so many bytes in its only second. */
    private static PeerState peer(int rate) {
        PeerState peer = peer();
        Request request = new Request(peer, new PieceLedger(0, rate), 0, rate);
        peer.ask(request, -SECOND);
        peer.arrived(rate, 0);
        peer.answered(request, 0);
        return peer;
    }

    private int window(PeerState peer) {
        return pipeline.window(peer, 1, 0, PLENTY, 0);
    }

    @Test
    void anUnknownPeerIsAskedForOneMebibyte() {
        assertEquals(MIB, window(peer()));
    }

    @Test
    void aMeasuredPeerIsAskedForTwoSecondsOfItsRateWithinBounds() {
        assertEquals(2 * MIB, window(peer(MIB)), MIB / 2);
        assertEquals(16 * MIB, window(peer(100 * MIB)));
        PeerState silent = peer(MIB);
        silent.ask(new Request(silent, new PieceLedger(0, MIB), 0, MIB), 0);
        assertEquals(64 << 10, pipeline.window(silent, 1, 0, PLENTY, 60 * SECOND));
    }

    @Test
    void whoWasStruckIsAskedForOneBlock() {
        PeerState peer = peer(MIB);
        peer.strike();
        assertEquals(PieceGrid.BLOCK, window(peer));
        assertEquals(PieceGrid.BLOCK, pipeline.request(peer, PieceGrid.BLOCK, 0));
    }

    @Test
    void ofWhatIsLeftNoPeerIsAskedForMoreThanItsShare() {
        PeerState peer = peer(MIB);
        double rate = peer.rate(0);
        assertEquals((64 << 10) + MIB / 4, pipeline.window(peer, 4, 3 * rate, MIB, 0));
    }

    @Test
    void theMemoryIsSharedByThoseAtWork() {
        assertEquals(2 * 64 * MIB / 100, pipeline.window(peer(100 * MIB), 100, 0, PLENTY, 0));
    }

    @Test
    void aRequestIsAQuarterOfASecondInWholeBlocks() {
        PeerState peer = peer(MIB);
        int expected = (int) (peer.rate(0) / 4) / PieceGrid.BLOCK * PieceGrid.BLOCK;
        assertEquals(expected, pipeline.request(peer, 2 * MIB, 0));
        assertEquals(MIB, pipeline.request(peer(100 * MIB), 16 * MIB, 0));
        assertEquals(PieceGrid.BLOCK, pipeline.request(peer, 2 * PieceGrid.BLOCK, 0));
    }

    @Test
    void whatASlowedPeerWasAskedForTooMuchIsTakenBack() {
        PeerState peer = peer(4 * MIB);
        peer.ask(new Request(peer, new PieceLedger(0, 8 * MIB), 0, 8 * MIB), 0);
        assertEquals(0, pipeline.excess(peer, 0));
        assertEquals(8 * MIB - (64 << 10), pipeline.excess(peer, 60 * SECOND));
    }
}
