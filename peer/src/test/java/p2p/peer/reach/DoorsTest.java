package p2p.peer.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import p2p.protocol.HostPort;

class DoorsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final HostPort AT = new HostPort("203.0.113.5", 7979);

    private final Doors doors = new Doors();
    private long now = Long.MAX_VALUE - SECOND;

    private int knocks(HostPort at, int times) {
        int answered = 0;
        for (int i = 0; i < times; i++) {
            answered += doors.knock(at, now) ? 1 : 0;
        }
        return answered;
    }

    @Test
    void whereNobodyOpensItKnocksEverMoreSeldom() {
        assertEquals(8, knocks(AT, 20));
        for (int pause = 1; pause <= 512; pause *= 2) {
            now += pause * SECOND - 1;
            assertFalse(doors.knock(AT, now), "after " + pause);
            now += 1;
            assertTrue(doors.knock(AT, now), "after " + pause);
        }
        now += 512 * SECOND - 1;
        assertFalse(doors.knock(AT, now));
    }

    @Test
    void whereWhoIsMeantOpensItKnocksAsBefore() {
        assertEquals(8, knocks(AT, 20));
        doors.met(AT);
        assertEquals(8, knocks(AT, 20));
    }

    @Test
    void aStrangerIsLeftAlone() {
        assertTrue(doors.knock(AT, now));
        doors.stranger(AT, now);
        now += 512 * SECOND - 1;
        assertFalse(doors.knock(AT, now));
        now += 1;
        assertEquals(1, knocks(AT, 20));
    }

    @Test
    void nobodyHasItKnockAtOneDoorAfterTheOther() {
        int opened = 0;
        for (int port = 1024; port < 3024; port++) {
            opened += knocks(new HostPort("203.0.113.5", port), 1);
        }
        assertEquals(64, opened);
        now += SECOND;
        assertEquals(4, knocks(new HostPort("203.0.113.5", 4000), 8));
    }

    @Test
    void noMoreThanSoManyAreRemembered() {
        assertEquals(8, knocks(AT, 20));
        for (int i = 0; i < 4096; i++) {
            now += SECOND / 4;
            assertTrue(doors.knock(new HostPort("203.0.113.6", 1024 + i), now));
        }
        assertTrue(doors.knock(AT, now));
    }
}
