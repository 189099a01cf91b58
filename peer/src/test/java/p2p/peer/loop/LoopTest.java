package p2p.peer.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import p2p.peer.refusal.Refused;

class LoopTest {

    @Test
    void whoeverAsksAfterTheEndIsToldSo() {
        var loop = new Loop();
        assertEquals("answer", loop.call(() -> "answer"));
        loop.close();
        var refused = assertThrows(Refused.class, () -> loop.call(() -> "answer"));
        assertEquals("The peer is stopping.", refused.getMessage());
    }
}
