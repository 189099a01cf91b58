package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One piece of 1 MiB that failed, with bytes from peers 1 and 2. */
class SmartBanTest {

    private static final long SECOND = Simulation.SECOND;
    private static final int LENGTH = 1 << 20;
    private static final byte[] ONE = {1};
    private static final byte[] OTHER = {2};

    private final Swarm swarm = new Swarm();
    private final SmartBan smartBan = new SmartBan(swarm);
    private final PieceLedger ledger = new PieceLedger(0, LENGTH);

    SmartBanTest() {
        List<Contribution> contributions =
                List.of(
                        new Contribution(1, 0, LENGTH / 2),
                        new Contribution(2, LENGTH / 2, LENGTH / 2));
        smartBan.add(ledger, contributions, List.of(ONE, ONE));
        ledger.startOver(true);
    }

    private PeerState join(int peer, long now) {
        PeerState state = new PeerState(peer, PieceSet.all(1), now);
        swarm.add(state);
        return state;
    }

    /** Lets the peer send so much within a second. */
    private PeerState joinWithRate(int peer, int rate) {
        PeerState state = join(peer, 0);
        Request request = new Request(state, new PieceLedger(9, rate), 0, rate);
        state.ask(request, -SECOND);
        state.arrived(rate, 0);
        state.answered(request, 0);
        return state;
    }

    private void takeOver(PeerState peer, long now) {
        assertSame(ledger, smartBan.find(peer, now));
        ledger.startOver(true);
        smartBan.takeOver(ledger, peer, now);
        assertNull(smartBan.find(peer, now));
    }

    @Test
    void anOwnerThatWentAwayKeepsThePieceForAsLongAgainAsItWasAtWork() {
        PeerState first = join(1, 0);
        PeerState second = join(2, 0);
        takeOver(first, 0);
        smartBan.look(8 * SECOND);
        swarm.remove(1);
        smartBan.look(9 * SECOND);
        assertNull(smartBan.find(second, 16 * SECOND - 1));
        assertSame(ledger, smartBan.find(second, 16 * SECOND));
        join(1, 16 * SECOND);
        smartBan.look(16 * SECOND);
        assertNull(smartBan.find(second, 32 * SECOND - 1));
    }

    @Test
    void eachNextOwnerMayBeAwayForTwiceAsLong() {
        PeerState first = join(1, 0);
        PeerState second = join(2, 0);
        takeOver(first, 0);
        swarm.remove(1);
        assertNull(smartBan.find(second, SECOND - 1));
        takeOver(second, SECOND);
        swarm.remove(2);
        PeerState again = join(1, SECOND);
        assertNull(smartBan.find(again, 3 * SECOND - 1));
        takeOver(again, 3 * SECOND);
        swarm.remove(1);
        second = join(2, 3 * SECOND);
        assertNull(smartBan.find(second, 7 * SECOND - 1));
        assertSame(ledger, smartBan.find(second, 7 * SECOND));
    }

    @Test
    void aPresentOwnerIsReplacedOnlyByOneThatIsDoneInATenthOfTheTime() {
        PeerState slow = joinWithRate(1, 100_000);
        takeOver(slow, 0);
        slow.ask(new Request(slow, ledger, 0, LENGTH), 0);
        PeerState equal = joinWithRate(2, 120_000);
        PeerState unknown = join(4, SECOND);
        PeerState fast = joinWithRate(3, 2_000_000);
        assertNull(smartBan.find(fast, SECOND - 1));
        slow.arrived(100_000, SECOND);
        assertNull(smartBan.find(equal, SECOND));
        assertNull(smartBan.find(unknown, SECOND));
        assertSame(ledger, smartBan.find(fast, SECOND));
        ledger.received(1, 0, LENGTH * 15 / 16);
        assertNull(smartBan.find(fast, SECOND));
    }

    @Test
    void anOwnerOfWhomLittleCameIsReplacedHoweverLongItSendsThatLittle() {
        PeerState trickle = join(1, 0);
        takeOver(trickle, 0);
        trickle.ask(new Request(trickle, ledger, 0, LENGTH), 0);
        PeerState steady = joinWithRate(2, 70_000);
        for (int second = 1; second <= 60; second++) {
            trickle.arrived(60, second * SECOND);
        }
        assertSame(ledger, smartBan.find(steady, 60 * SECOND));
    }

    @Test
    void whoKeptSilentMayFollowOneWhoKeepsSilentForLong() {
        PeerState dead = join(1, 0);
        takeOver(dead, 0);
        dead.strike();
        PeerState other = join(3, 0);
        takeOver(other, SECOND);
        PeerState fresh = join(4, 0);
        PeerState struck = join(2, 0);
        struck.strike();
        assertNull(smartBan.find(struck, 3 * SECOND));
        other.strike();
        assertNull(smartBan.find(struck, 3 * SECOND - 1));
        assertSame(ledger, smartBan.find(fresh, 2 * SECOND));
        assertSame(ledger, smartBan.find(struck, 3 * SECOND));
    }

    @Test
    void aBannedOwnerLeavesThePieceToAnyoneAtOnce() {
        takeOver(join(1, 0), 0);
        ledger.received(1, 0, PieceGrid.BLOCK);
        swarm.remove(1);
        assertEquals(PieceGrid.BLOCK, ledger.forget(1));
        assertSame(ledger, smartBan.find(join(2, 0), 0));
    }

    @Test
    void whoSentOtherBytesThanTheRightOnesIsGuiltyAndTheCaseClosed() {
        assertEquals(2, smartBan.contributions(0).size());
        assertEquals(Set.of(2), smartBan.guilty(0, List.of(ONE, OTHER)));
        assertEquals(List.of(), smartBan.contributions(0));
        assertEquals(Set.of(), smartBan.guilty(0, List.of()));
    }
}
