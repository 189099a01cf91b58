package p2p.tracker.swarm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import p2p.protocol.peer.Fingerprint;

class ToldSeedersTest {

    private final ToldSeeders told = new ToldSeeders();

    private static Fingerprint seeder(int number) {
        return new Fingerprint("%064x".formatted(number));
    }

    private void tell(int from, int to) {
        for (int i = from; i < to; i++) {
            assertTrue(told.joined(seeder(i), false));
        }
    }

    @Test
    void aHundredAreEnoughAndSomeMoreThatHaveAll() {
        tell(0, ToldSeeders.MOST);
        assertFalse(told.joined(seeder(1000), false));
        assertTrue(told.joined(seeder(7), true));
        for (int i = ToldSeeders.MOST; i < ToldSeeders.MOST_COMPLETE; i++) {
            assertTrue(told.joined(seeder(i), true));
        }
        assertFalse(told.joined(seeder(1000), true));
        assertFalse(told.left(seeder(1000)));
        assertTrue(told.left(seeder(7)));
        assertFalse(told.left(seeder(7)));
    }

    @Test
    void othersAreLookedForOnceFewAreLeft() {
        tell(0, ToldSeeders.MOST);
        for (int i = 0; i < ToldSeeders.MOST; i++) {
            told.left(seeder(i));
            assertFalse(told.takeNeed());
        }
        tell(0, ToldSeeders.MOST);
        assertFalse(told.joined(seeder(1000), false));
        for (int i = 0; i <= ToldSeeders.MOST - ToldSeeders.FEW; i++) {
            assertFalse(told.takeNeed());
            told.left(seeder(i));
        }
        assertTrue(told.takeNeed());
        assertFalse(told.takeNeed());
    }

    @Test
    void whereAListWasFullOthersAreLookedForAsWell() {
        told.thereMayBeMore();
        tell(0, ToldSeeders.FEW);
        assertFalse(told.takeNeed());
        told.left(seeder(0));
        assertTrue(told.takeNeed());
        assertFalse(told.takeNeed());
    }
}
