package p2p.peer.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayBuffersTest {

    private static final int LARGE = 256 << 10;

    @Test
    void aLargeArrayServesTheNextOneThatAsksForItsLength() {
        ByteBuf first = ArrayBuffers.POOL.ioBuffer(LARGE);
        byte[] array = first.array();
        assertEquals(LARGE, array.length);
        first.release();
        ByteBuf smaller = ArrayBuffers.POOL.ioBuffer(LARGE / 2);
        assertTrue(array != smaller.array());
        ByteBuf next = ArrayBuffers.POOL.ioBuffer(LARGE);
        assertTrue(array == next.array());
        assertEquals(0, next.readableBytes());
        next.release();
        smaller.release();
    }

    @Test
    void twoAtOnceHaveEachItsOwn() {
        ByteBuf one = ArrayBuffers.POOL.heapBuffer(LARGE);
        ByteBuf other = ArrayBuffers.POOL.heapBuffer(LARGE);
        assertTrue(one.array() != other.array());
        one.release();
        other.release();
    }

    @Test
    void whatGrowsKeepsItsBytes() {
        ByteBuf bytes = ArrayBuffers.POOL.heapBuffer(LARGE);
        byte[] small = bytes.array();
        bytes.writeLong(0x0102030405060708L);
        bytes.ensureWritable(LARGE);
        assertEquals(2 * LARGE, bytes.capacity());
        assertEquals(0x0102030405060708L, bytes.readLong());
        ByteBuf other = ArrayBuffers.POOL.heapBuffer(LARGE);
        assertTrue(small == other.array());
        other.release();
        bytes.release();
    }

    @Test
    void oddLengthsAndSmallOnesAreNettys() {
        for (int length : List.of(1, 16 << 10, LARGE - 1, LARGE + 1, 2 << 20)) {
            ByteBuf bytes = ArrayBuffers.POOL.heapBuffer(length);
            assertEquals(length, bytes.capacity());
            assertFalse(
                    bytes instanceof LargeArrayBuffer || bytes.unwrap() instanceof LargeArrayBuffer,
                    () -> "of " + length);
            bytes.release();
        }
    }

    @Test
    void onlySomeMebibytesAreKept() {
        var all = new ArrayList<ByteBuf>();
        for (int i = 0; i < 100; i++) {
            all.add(ArrayBuffers.POOL.heapBuffer(LARGE));
        }
        List<byte[]> arrays = all.stream().map(ByteBuf::array).toList();
        all.forEach(ByteBuf::release);
        long kept = 0;
        var again = new ArrayList<ByteBuf>();
        for (int i = 0; i < 100; i++) {
            ByteBuf bytes = ArrayBuffers.POOL.heapBuffer(LARGE);
            again.add(bytes);
            kept += arrays.stream().filter(array -> array == bytes.array()).count();
        }
        again.forEach(ByteBuf::release);
        assertEquals(16, kept);
    }
}
