package p2p.peer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineNameTest {

    @Test
    void isMadeOfWhatANameMayHold() {
        assertEquals(Optional.of("laptop"), MachineName.offered("laptop\n"));
        assertEquals(Optional.of("Ann-s-Mac.local"), MachineName.offered("Ann's Mac.local"));
        assertEquals(Optional.of("x-y"), MachineName.offered("--x y"));
        assertEquals(Optional.empty(), MachineName.offered("\n"));
        assertEquals(Optional.empty(), MachineName.offered("\u00e9"));
        assertEquals(Optional.of("a".repeat(64)), MachineName.offered("a".repeat(70)));
    }
}
