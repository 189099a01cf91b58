package p2p.peer.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CongestionTest {

    @Test
    void whatNobodyNamedIsForThoseFarAway() {
        assertTrue(Congestion.DEFAULT.isFor(Duration.ofMillis(5)));
        assertFalse(Congestion.DEFAULT.isFor(Duration.ofMillis(4)));
        assertFalse(Congestion.DEFAULT.isFor(Duration.ZERO));
    }

    @Test
    void whatSomebodyNamedIsForAll() {
        assertTrue(Congestion.named("cubic").isFor(Duration.ZERO));
        assertFalse(Congestion.OF_THE_SYSTEM.isFor(Duration.ofSeconds(1)));
    }

    @Test
    void nothingElseIsTakenForAName() {
        assertThrows(IllegalArgumentException.class, () -> Congestion.named(""));
        assertThrows(IllegalArgumentException.class, () -> Congestion.named("Cubic"));
        assertThrows(IllegalArgumentException.class, () -> Congestion.named("sixteen-letters-"));
    }
}
