package p2p.peer.fetch;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Wire;

/** What was asked of a seeder, and what of it has come. Does no I/O. */
final class PendingRequests {

    private static final int MOST_CANCELLED = Wire.MOST_REQUESTS;

    private final List<PendingRequest> open = new ArrayList<>();
    private @Nullable PendingRequest current;

    void ask(int piece, int offset, int length) {
        open.add(new PendingRequest(piece, offset, length));
    }

    /** False where nothing of the kind is open. */
    boolean cancel(int piece, int offset, int length) {
        for (PendingRequest request : open) {
            if (!request.isCancelled() && request.is(piece, offset, length)) {
                request.cancel(request == current);
                forgetOldCancelled();
                return true;
            }
        }
        return false;
    }

    void cancelAll() {
        for (PendingRequest request : open) {
            if (!request.isCancelled()) {
                request.cancel(request == current);
            }
        }
        forgetOldCancelled();
    }

    /** Answers to cancelled requests may be on their way, but not for ever. */
    private void forgetOldCancelled() {
        int surplus = open.size() - Wire.MOST_REQUESTS - MOST_CANCELLED;
        for (int i = 0; surplus > 0 && i < open.size(); ) {
            if (open.get(i).isCancelled() && open.get(i) != current) {
                open.remove(i).release();
                surplus--;
            } else {
                i++;
            }
        }
    }

    /**
     * These bytes come next. Answers come one after the other: what was cancelled in its midst gets
     * no rest any more.
     */
    void begin(int piece, int offset, int length) throws ProtocolException {
        PendingRequest next = expected(piece, offset, length);
        if (current != null && current != next && current.isCancelled()) {
            current.cancel(false);
        }
        current = next;
    }

    private PendingRequest expected(int piece, int offset, int length) throws ProtocolException {
        PendingRequest late = null;
        for (PendingRequest request : open) {
            if (request.continuesWith(piece, offset, length)) {
                if (!request.isCancelled()) {
                    return request;
                }
                late = late == null ? request : late;
            }
        }
        if (late == null) {
            throw new ProtocolException("DATA that was not asked for.");
        }
        return late;
    }

    /**
     * Takes in bytes of what {@link #begin} announced. All that was asked for at once, when it is
     * there and still of use: the taker releases it.
     */
    Optional<PendingRequest> take(ByteBuf owner, ByteBuffer bytes) {
        PendingRequest request = Objects.requireNonNull(current);
        request.add(owner, bytes);
        if (!request.isWhole()) {
            return Optional.empty();
        }
        open.remove(request);
        current = null;
        return Optional.of(request).filter(PendingRequest::isKept);
    }

    void release() {
        open.forEach(PendingRequest::release);
        open.clear();
        current = null;
    }
}
