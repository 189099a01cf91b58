package p2p.peer.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;

class HolePunchingTest {

    private static final long SECOND = 1_000_000_000L;

    private final HolePunching punching = new HolePunching();
    private long now = Long.MAX_VALUE - 5 * SECOND;

    private static Fingerprint peer(int number) {
        return new Fingerprint("%064x".formatted(number));
    }

    private static PeerContact contact(int number) {
        return new PeerContact(new HostPort("192.0.2.7", 7979), peer(number), Encryption.ON);
    }

    private void named(int... numbers) {
        for (int number : numbers) {
            punching.named(contact(number), false, now);
        }
    }

    private List<Fingerprint> toAsk() {
        return punching.toAsk(now, _ -> false);
    }

    @Test
    void whoIsNamedIsAskedAtOnceAndOnce() {
        named(1);
        assertEquals(List.of(peer(1)), toAsk());
        assertEquals(List.of(), toAsk());
        assertEquals(Optional.of(contact(1)), punching.asked(peer(1)));
    }

    @Test
    void whoMayBeNearIsTriedThereFirst() {
        punching.named(contact(1), true, now);
        assertEquals(List.of(), toAsk());
        now += HolePunching.AFTER_NEAR;
        assertEquals(List.of(peer(1)), toAsk());
    }

    @Test
    void whoIsReachedIsNotAsked() {
        named(1, 2);
        assertEquals(List.of(peer(2)), punching.toAsk(now, peer(1)::equals));
    }

    @Test
    void notTooManyAreAskedAtOnce() {
        named(1, 2, 3, 4, 5);
        assertEquals(HolePunching.MOST, toAsk().size());
        punching.failed(peer(2), now);
        assertEquals(List.of(peer(5)), toAsk());
    }

    @Test
    void whoDoesNotComeIsAskedEverMoreSeldom() {
        named(1);
        long pause = HolePunching.FIRST_PAUSE;
        for (int times = 0; times < 3; times++) {
            assertEquals(List.of(peer(1)), toAsk());
            now += HolePunching.PATIENCE;
            assertEquals(List.of(), punching.overdue(now));
            now++;
            assertEquals(List.of(peer(1)), punching.overdue(now));
            assertEquals(Optional.empty(), punching.asked(peer(1)));
            now += pause - 1;
            assertEquals(List.of(), toAsk());
            now++;
            pause *= 2;
        }
    }

    @Test
    void whoIsLostIsAskedSoonAgain() {
        named(1);
        toAsk();
        punching.reached(peer(1));
        assertEquals(List.of(), punching.overdue(now + 1000 * SECOND));
        punching.failed(peer(1), now);
        assertEquals(List.of(), toAsk());
        now += SECOND;
        assertEquals(List.of(peer(1)), toAsk());
    }

    @Test
    void aRelayWaitsForTheFirstTryAlone() {
        assertFalse(punching.maySoonCome(peer(1), now));
        named(1);
        assertFalse(punching.maySoonCome(peer(1), now), "it is not asked yet");
        toAsk();
        assertTrue(punching.maySoonCome(peer(1), now));
        assertFalse(punching.maySoonCome(peer(1), now + HolePunching.BEFORE_RELAY));
        punching.failed(peer(1), now);
        now += HolePunching.FIRST_PAUSE;
        toAsk();
        assertFalse(punching.maySoonCome(peer(1), now));
    }

    @Test
    void whoWasNeverAskedComesBeforeWhoWasInVain() {
        named(1, 2, 3, 4, 5);
        toAsk();
        punching.failed(peer(1), now);
        now += HolePunching.FIRST_PAUSE;
        assertEquals(List.of(peer(5)), toAsk());
    }

    @Test
    void whoCouldNotBeAskedHasNotFailed() {
        named(1);
        toAsk();
        punching.notTried(peer(1), now);
        assertEquals(List.of(), toAsk());
        now += SECOND;
        assertEquals(List.of(peer(1)), toAsk());
        assertTrue(punching.maySoonCome(peer(1), now));
    }

    @Test
    void whoWasReachedOtherwiseMeanwhileIsNotOverdue() {
        named(1);
        toAsk();
        punching.reached(peer(1));
        now += 2 * HolePunching.PATIENCE;
        assertEquals(List.of(), punching.overdue(now));
        punching.lost(peer(1), now);
        now += SECOND;
        assertEquals(List.of(peer(1)), toAsk());
        punching.lost(peer(1), now);
        assertEquals(Optional.of(contact(1)), punching.asked(peer(1)), "it was not there");
    }

    @Test
    void onlyThoseWhoAreNamedAreAsked() {
        named(1, 2);
        punching.onlyNamed(peer(2)::equals);
        assertEquals(List.of(peer(2)), toAsk());
    }

    @Test
    void whoIsGoneIsForgotten() {
        named(1);
        toAsk();
        punching.gone(peer(1));
        assertEquals(Optional.empty(), punching.asked(peer(1)));
        assertEquals(List.of(), toAsk());
        named(1);
        assertEquals(List.of(peer(1)), toAsk());
    }

    @Test
    void onAnotherNetworkAllAreAskedAnew() {
        named(1);
        toAsk();
        punching.failed(peer(1), now);
        assertEquals(List.of(), toAsk());
        punching.forgive(now);
        assertEquals(List.of(peer(1)), toAsk());
    }
}
