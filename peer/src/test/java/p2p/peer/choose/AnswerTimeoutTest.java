package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** With the default bounds: 2 to 15 seconds. */
class AnswerTimeoutTest {

    private static final long SECOND = Simulation.SECOND;
    private static final int BLOCK = PieceGrid.BLOCK;

    private final AnswerTimeout timeout = new AnswerTimeout(DispatchSettings.DEFAULT);
    private final PeerState peer = new PeerState(1, PieceSet.all(1), 0);
    private final PieceLedger ledger = new PieceLedger(0, 64 * BLOCK);

    private Request ask(int block, long now) {
        Request request = new Request(peer, ledger, block * BLOCK, BLOCK);
        peer.ask(request, now);
        return request;
    }

    @Test
    void whoIsAskedNothingIsNeverLate() {
        assertFalse(timeout.isSilent(peer, 3600 * SECOND));
        assertFalse(timeout.isDawdling(peer, 3600 * SECOND));
    }

    @Test
    void whoNeverSentGetsTheLongestTimeAndTwiceThatAfterAStrike() {
        ask(0, 0);
        assertFalse(timeout.isSilent(peer, 15 * SECOND));
        assertTrue(timeout.isSilent(peer, 15 * SECOND + 1));
        peer.strike();
        assertFalse(timeout.isSilent(peer, 30 * SECOND));
        assertTrue(timeout.isSilent(peer, 30 * SECOND + 1));
    }

    @Test
    void whoSendsWithoutPausesGetsTheShortestTime() {
        ask(0, 0);
        ask(1, 0);
        for (int i = 1; i <= 8; i++) {
            peer.arrived(BLOCK / 8, i * SECOND / 100);
        }
        long last = 8 * SECOND / 100;
        assertFalse(timeout.isSilent(peer, last + 2 * SECOND));
        assertTrue(timeout.isSilent(peer, last + 2 * SECOND + 1));
    }

    @Test
    void whoPausesIsGivenFourTimesItsPause() {
        ask(0, 0);
        peer.arrived(BLOCK / 2, SECOND);
        peer.arrived(BLOCK / 4, 3 * SECOND);
        assertFalse(timeout.isSilent(peer, 11 * SECOND));
        assertTrue(timeout.isSilent(peer, 11 * SECOND + 1));
    }

    @Test
    void whoSendsButNeverFinishesDawdles() {
        Request request = ask(0, 0);
        ask(1, 0);
        for (int i = 1; i <= 31; i++) {
            peer.arrived(60, i * SECOND);
        }
        assertFalse(timeout.isSilent(peer, 31 * SECOND));
        assertFalse(timeout.isDawdling(peer, 30 * SECOND));
        assertTrue(timeout.isDawdling(peer, 30 * SECOND + 1));
        peer.answered(request, 31 * SECOND);
        assertFalse(timeout.isDawdling(peer, 31 * SECOND));
    }

    @Test
    void theMuteGetsTwoStrikesOthersThree() {
        peer.strike();
        assertFalse(timeout.isOver(peer));
        peer.strike();
        assertTrue(timeout.isOver(peer));
        ask(0, 0);
        peer.arrived(1, 0);
        assertFalse(timeout.isOver(peer));
        peer.strike();
        assertTrue(timeout.isOver(peer));
    }
}
