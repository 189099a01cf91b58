package p2p.peer.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Arrays for all that is encrypted: Java's ciphers are quicker on them than on memory outside the
 * heap. Netty's pool takes none that is as large as what the network gives at once, so that these
 * have one of their own.
 */
public final class ArrayBuffers extends PooledByteBufAllocator {

    public static final ArrayBuffers POOL = new ArrayBuffers();

    private ArrayBuffers() {
        super(false);
    }

    @Override
    public ByteBuf ioBuffer() {
        return heapBuffer();
    }

    @Override
    public ByteBuf ioBuffer(int initialCapacity) {
        return heapBuffer(initialCapacity);
    }

    @Override
    public ByteBuf ioBuffer(int initialCapacity, int maxCapacity) {
        return heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return LargeArrays.areFor(initialCapacity)
                ? toLeakAwareBuffer(new LargeArrayBuffer(this, initialCapacity, maxCapacity))
                : super.newHeapBuffer(initialCapacity, maxCapacity);
    }
}
