package p2p.peer.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way, and the bytes that have come for it so far: held as they were read, until
 * it is known whether they are to be kept.
 */
final class PendingRequest {

    /** Smaller reads are copied together: each buffer costs more than so many bytes. */
    private static final int SMALL = 4 << 10;

    private static final int GATHERED = 32 << 10;

    private final int piece;
    private final int offset;
    private final int length;
    private final List<ByteBuf> owners = new ArrayList<>();
    private final List<ByteBuffer> parts = new ArrayList<>();
    private @Nullable ByteBuf gathering;
    private int came;
    private boolean cancelled;
    private boolean unwanted;

    PendingRequest(int piece, int offset, int length) {
        this.piece = piece;
        this.offset = offset;
        this.length = length;
    }

    int piece() {
        return piece;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    boolean is(int piece, int offset, int length) {
        return this.piece == piece && this.offset == offset && this.length == length;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Nobody waits for it any more; what is under way may be of use all the same. */
    void cancel(boolean underWay) {
        cancelled = true;
        unwanted = !underWay;
        if (unwanted) {
            release();
        }
    }

    /** Whether these bytes are the next that it waits for. */
    boolean continuesWith(int piece, int offset, int length) {
        return this.piece == piece && this.offset + came == offset && length <= this.length - came;
    }

    boolean isWhole() {
        return came == length;
    }

    boolean isKept() {
        return !unwanted;
    }

    void add(ByteBuf owner, ByteBuffer bytes) {
        came += bytes.remaining();
        if (unwanted) {
            return;
        }
        if (bytes.remaining() > SMALL) {
            close();
            owners.add(owner.retain());
            parts.add(bytes);
            return;
        }
        if (gathering != null && gathering.writableBytes() < bytes.remaining()) {
            close();
        }
        if (gathering == null) {
            gathering = PooledByteBufAllocator.DEFAULT.directBuffer(GATHERED, GATHERED);
        }
        gathering.writeBytes(bytes);
    }

    private void close() {
        if (gathering != null) {
            owners.add(gathering);
            parts.add(gathering.nioBuffer());
            gathering = null;
        }
    }

    /** All bytes in their order; valid until the release. */
    List<ByteBuffer> bytes() {
        close();
        return parts;
    }

    void release() {
        close();
        owners.forEach(ByteBuf::release);
        owners.clear();
        parts.clear();
    }
}
