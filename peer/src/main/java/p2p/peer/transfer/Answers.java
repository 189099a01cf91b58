package p2p.peer.transfer;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Wire;

/** What was asked of a seeder, and what of it has come. Does no I/O. */
final class Answers {

    private static final int MOST_CANCELLED = Wire.MOST_REQUESTS;

    private final List<Asked> open = new ArrayList<>();
    private Asked current;

    void ask(int piece, int offset, int length) {
        open.add(new Asked(piece, offset, length));
    }

    /** False where nothing of the kind is open. */
    boolean cancel(int piece, int offset, int length) {
        for (Asked asked : open) {
            if (!asked.isCancelled() && asked.is(piece, offset, length)) {
                asked.cancel(asked == current);
                forgetOldCancelled();
                return true;
            }
        }
        return false;
    }

    void cancelAll() {
        for (Asked asked : open) {
            if (!asked.isCancelled()) {
                asked.cancel(asked == current);
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
        Asked next = expected(piece, offset, length);
        if (current != null && current != next && current.isCancelled()) {
            current.cancel(false);
        }
        current = next;
    }

    private Asked expected(int piece, int offset, int length) throws ProtocolException {
        Asked late = null;
        for (Asked asked : open) {
            if (asked.continuesWith(piece, offset, length)) {
                if (!asked.isCancelled()) {
                    return asked;
                }
                late = late == null ? asked : late;
            }
        }
        if (late == null) {
            throw new ProtocolException("DATA that was not asked for.");
        }
        return late;
    }

    /**
     * Takes in bytes of what {@link #begin} announced. All that was asked for at once, when it is
     * there and still of use: the taker releases it; otherwise null.
     */
    Asked take(ByteBuf owner, ByteBuffer bytes) {
        Asked asked = current;
        asked.add(owner, bytes);
        if (!asked.isWhole()) {
            return null;
        }
        open.remove(asked);
        current = null;
        return asked.isKept() ? asked : null;
    }

    void release() {
        open.forEach(Asked::release);
        open.clear();
        current = null;
    }
}
