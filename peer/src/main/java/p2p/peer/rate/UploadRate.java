package p2p.peer.rate;

/**
 * A token bucket that may go into debt by one chunk; chunks are small against the rate, so that no
 * second differs much from the next. For the serving event loop alone.
 */
public final class UploadRate {

    private static final double SECOND = 1e9;
    private static final int CHUNKS_A_SECOND = 20;
    private static final int LEAST_CHUNK = 4 << 10;

    /** Makes up for timers that come late. */
    private static final double MOST_SAVED_SECONDS = 0.2;

    private double perSecond;
    private double tokens;
    private long refilledAt;

    /** 0 is no limit. */
    public void limitTo(long bytesPerSecond, long now) {
        perSecond = bytesPerSecond;
        tokens = 0;
        refilledAt = now;
    }

    boolean isLimited() {
        return perSecond > 0;
    }

    public int largestChunk(int chunk) {
        return isLimited()
                ? (int) Math.min(chunk, Math.max(LEAST_CHUNK, perSecond / CHUNKS_A_SECOND))
                : chunk;
    }

    /** Nanoseconds until something may be sent. */
    public long delay(long now) {
        if (!isLimited()) {
            return 0;
        }
        double most = perSecond * MOST_SAVED_SECONDS;
        tokens = Math.min(most, tokens + (now - refilledAt) / SECOND * perSecond);
        refilledAt = now;
        return tokens > 0 ? 0 : (long) ((1 - tokens) / perSecond * SECOND) + 1;
    }

    public void sent(int bytes) {
        if (isLimited()) {
            tokens -= bytes;
        }
    }
}
