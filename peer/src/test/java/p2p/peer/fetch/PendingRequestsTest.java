package p2p.peer.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Wire;

class PendingRequestsTest {

    private static final int LENGTH = 10_000;

    private final byte[] bytes = new byte[LENGTH];
    private final ByteBuf owner = Unpooled.wrappedBuffer(bytes);
    private final PendingRequests pending = new PendingRequests();

    PendingRequestsTest() {
        for (int i = 0; i < LENGTH; i++) {
            bytes[i] = (byte) (i * 31);
        }
    }

    @AfterEach
    void nothingIsHeldInTheEnd() {
        pending.release();
        assertEquals(1, owner.refCnt());
    }

    private Optional<PendingRequest> take(int from, int length) {
        return pending.take(owner, ByteBuffer.wrap(bytes, from, length).slice());
    }

    private void comes(int piece, int from, int length) throws ProtocolException {
        pending.begin(piece, from, length);
        assertEquals(Optional.empty(), take(from, length));
    }

    private void assertRefused(int piece, int offset, int length) {
        ProtocolException refused =
                assertThrows(ProtocolException.class, () -> pending.begin(piece, offset, length));
        assertEquals("DATA that was not asked for.", refused.getMessage());
    }

    @Test
    void whatWasAskedForComesWhole() throws ProtocolException {
        pending.ask(1, 0, LENGTH);
        comes(1, 0, 100);
        pending.begin(1, 100, LENGTH - 100);
        assertEquals(Optional.empty(), take(100, 5000));
        PendingRequest whole = take(5100, LENGTH - 5100).orElseThrow();
        assertEquals(1, whole.piece());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer part : whole.bytes()) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            all.writeBytes(copy);
        }
        assertArrayEquals(bytes, all.toByteArray());
        whole.release();
        assertRefused(1, 0, LENGTH);
    }

    @Test
    void whatWasNotAskedForIsRefused() throws ProtocolException {
        assertRefused(0, 0, 1);
        pending.ask(1, 0, LENGTH);
        assertRefused(2, 0, LENGTH);
        assertRefused(1, 1, LENGTH - 1);
        assertRefused(1, 0, LENGTH + 1);
        comes(1, 0, 5000);
        assertRefused(1, 0, 5000);
        assertRefused(1, 5000, 5001);
    }

    @Test
    void severalAnswersMayComeByTurns() throws ProtocolException {
        pending.ask(1, 0, LENGTH);
        pending.ask(2, 0, 100);
        comes(1, 0, 5000);
        pending.begin(2, 0, 100);
        PendingRequest other = take(0, 100).orElseThrow();
        assertEquals(2, other.piece());
        other.release();
        pending.begin(1, 5000, 5000);
        PendingRequest first = take(5000, 5000).orElseThrow();
        assertEquals(1, first.piece());
        first.release();
    }

    @Test
    void whatIsCancelledInItsMidstIsOfUseIfItGoesOn() throws ProtocolException {
        pending.ask(1, 0, LENGTH);
        comes(1, 0, 5000);
        assertTrue(pending.cancel(1, 0, LENGTH));
        assertFalse(pending.cancel(1, 0, LENGTH));
        pending.begin(1, 5000, 5000);
        PendingRequest whole = take(5000, 5000).orElseThrow();
        assertEquals(1, whole.piece());
        whole.release();
    }

    @Test
    void whatIsCancelledInItsMidstIsLetGoOfWhenAnotherComes() throws ProtocolException {
        pending.ask(1, 0, LENGTH);
        pending.ask(2, 0, LENGTH);
        comes(1, 0, 5000);
        pending.cancelAll();
        assertEquals(2, owner.refCnt());
        comes(2, 0, 5000);
        assertEquals(1, owner.refCnt());
    }

    @Test
    void anAnswerThatWasCancelledBeforeItCameIsThrownAway() throws ProtocolException {
        assertFalse(pending.cancel(1, 0, LENGTH));
        pending.ask(1, 0, LENGTH);
        assertTrue(pending.cancel(1, 0, LENGTH));
        pending.begin(1, 0, LENGTH);
        assertEquals(Optional.empty(), take(0, LENGTH));
        assertEquals(1, owner.refCnt());
        assertRefused(1, 0, LENGTH);
    }

    @Test
    void whatIsAskedForAnewIsKeptThoughItWasCancelledOnce() throws ProtocolException {
        pending.ask(1, 0, LENGTH);
        pending.cancelAll();
        pending.ask(1, 0, LENGTH);
        pending.begin(1, 0, LENGTH);
        PendingRequest whole = take(0, LENGTH).orElseThrow();
        assertEquals(1, whole.piece());
        whole.release();
    }

    @Test
    void answersToCancelledRequestsAreNotAwaitedForEver() throws ProtocolException {
        int most = 2 * Wire.MOST_REQUESTS;
        for (int piece = 0; piece < most + 1; piece++) {
            pending.ask(piece, 0, LENGTH);
        }
        pending.cancelAll();
        assertRefused(0, 0, LENGTH);
        pending.begin(1, 0, LENGTH);
        assertEquals(Optional.empty(), take(0, LENGTH));
    }
}
