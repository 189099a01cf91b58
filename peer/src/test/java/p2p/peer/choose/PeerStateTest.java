package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A peer that sends 1 MiB in a second, asked for two pieces of 1 MiB. */
class PeerStateTest {

    private static final int PIECE = 1 << 20;
    private static final long SECOND = Simulation.SECOND;

    private final PeerState peer = new PeerState(1, PieceSet.all(3), 0);
    private final Request first = request(0);
    private final Request second = request(1);

    private Request request(int piece) {
        return new Request(peer, new PieceLedger(piece, PIECE), 0, PIECE);
    }

    private double bytesLeft() {
        return peer.secondsLeft(SECOND) * peer.rate(SECOND);
    }

    @Test
    void whatCameOfARecalledAnswerIsNoPartOfTheNext() {
        peer.ask(first, 0);
        peer.ask(second, 0);
        peer.arrived(PIECE / 2, SECOND);
        assertEquals(1.5 * PIECE, bytesLeft(), 1);
        peer.recall(first, SECOND);
        assertEquals(PIECE, bytesLeft(), 1);
    }

    @Test
    void anAnswerThatComesLateIsNoPartOfTheNext() {
        peer.ask(first, 0);
        peer.ask(second, 0);
        peer.recall(first, 0);
        peer.arrived(PIECE, SECOND);
        peer.answeredLate(PIECE);
        assertEquals(PIECE, bytesLeft(), 1);
    }
}
