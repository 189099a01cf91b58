package p2p.peer.rate;

import java.util.ArrayList;
import java.util.List;

/**
 * A token bucket for bytes that several downloads, on any threads, draw from in equal shares. It
 * holds a tenth of a second's worth, so that no second differs much from the next.
 */
public final class RateLimit {

    /** What is handed out is a whole number of so many bytes. */
    public static final int GRAIN = 16 << 10;

    private static final double SECOND = 1e9;
    private static final long HUNGRY_FOR = 500_000_000L;

    /** Who waited longer would not count as hungry any more, and wait for ever. */
    private static final long ASK_AGAIN = HUNGRY_FOR / 2;

    private final List<Share> shares = new ArrayList<>();
    private double perSecond;
    private long refilledAt;
    private boolean started;

    /** No limit until one is set. */
    public RateLimit() {
        this(0);
    }

    /**
     * @param bytesPerSecond 0 for no limit
     */
    public RateLimit(long bytesPerSecond) {
        limitTo(bytesPerSecond);
    }

    public synchronized void limitTo(long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("a rate is 0 (no limit) or more");
        }
        perSecond = bytesPerSecond;
    }

    /** What one download draws from; close it when the download ends. */
    public synchronized Share join() {
        Share share = new Share();
        shares.add(share);
        return share;
    }

    private double capacity() {
        return Math.max(perSecond / 10, GRAIN);
    }

    /** What came in since is split among those who asked for something lately. */
    private void refill(long now) {
        if (!started) {
            started = true;
            refilledAt = now;
        }
        double amount = Math.max(0, now - refilledAt) / SECOND * perSecond;
        refilledAt = Math.max(now, refilledAt);
        int hungry = 0;
        for (Share share : shares) {
            share.tokens = share.isHungry(now) ? share.tokens : Math.min(share.tokens, 0);
            hungry += share.isHungry(now) ? 1 : 0;
        }
        double left = deal(amount, hungry, now);
        deal(left, hungry, now);
    }

    /** Says how much did not fit; once more, that goes to those who have room left. */
    private double deal(double amount, int hungry, long now) {
        double left = amount;
        for (Share share : shares) {
            if (share.isHungry(now)) {
                double fits = Math.max(0, capacity() - share.tokens);
                double given = Math.min(fits, amount / hungry);
                share.tokens += given;
                left -= given;
            }
        }
        return left;
    }

    public final class Share implements AutoCloseable {

        private double tokens;
        private long askedAt;
        private boolean asked;

        private Share() {}

        private boolean isHungry(long now) {
            return asked && now - askedAt <= HUNGRY_FOR;
        }

        /** Takes whole grains, at most {@code bytes}; says how many bytes that are. */
        public int take(int bytes, long now) {
            synchronized (RateLimit.this) {
                if (perSecond == 0) {
                    return bytes;
                }
                refill(now);
                asked = true;
                askedAt = now;
                int taken = bytes;
                if (tokens < bytes) {
                    taken = (int) tokens / GRAIN * GRAIN;
                }
                taken = Math.max(0, taken);
                tokens -= taken;
                return taken;
            }
        }

        /** Bytes that were taken and will not come; negative for bytes that came unasked. */
        public void giveBack(long bytes) {
            synchronized (RateLimit.this) {
                tokens = perSecond == 0 ? 0 : tokens + bytes;
            }
        }

        /**
         * Nanoseconds after which to ask again: about when a twentieth of a second's worth is
         * there.
         */
        public long wait(int bytes) {
            synchronized (RateLimit.this) {
                if (perSecond == 0) {
                    return 0;
                }
                double enough = Math.min(bytes, Math.max(perSecond / 20, GRAIN));
                double wait = Math.max(0, enough - tokens) / perSecond * SECOND;
                return (long) Math.min(wait, ASK_AGAIN);
            }
        }

        @Override
        public void close() {
            synchronized (RateLimit.this) {
                shares.remove(this);
            }
        }
    }
}
