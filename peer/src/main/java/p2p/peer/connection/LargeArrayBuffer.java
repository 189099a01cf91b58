package p2p.peer.connection;

import io.netty.buffer.UnpooledHeapByteBuf;

/** A buffer whose array serves others after it. */
final class LargeArrayBuffer extends UnpooledHeapByteBuf {

    LargeArrayBuffer(ArrayBuffers allocator, int initialCapacity, int maxCapacity) {
        super(allocator, initialCapacity, maxCapacity);
    }

    @Override
    protected byte[] allocateArray(int length) {
        return LargeArrays.take(length);
    }

    @Override
    protected void freeArray(byte[] array) {
        LargeArrays.give(array);
    }
}
