package p2p.peer.rate;

/**
 * How fast a peer sends while it is asked for something. What is longer ago counts less, and idle
 * time not at all. Until enough came, nothing is forgotten, and a modest rate is the first guess.
 */
public final class RateMeter {

    private static final double SECOND = 1e9;
    private static final double MEMORY = 2 * SECOND;
    private static final long FOLD_AFTER = 5_000_000;
    private static final double SHORTEST = SECOND / 1000;
    private static final int PROOF = 64 << 10;
    private static final double GRANTED = SECOND / 4;

    private double bytes;
    private double nanos;
    private long total;
    private long since;
    private boolean running;

    public void start(long now) {
        if (!running) {
            running = true;
            since = now;
        }
    }

    public void stop(long now) {
        if (running) {
            fold(now);
            running = false;
        }
    }

    public void add(int count, long now) {
        if (running && now - since > FOLD_AFTER) {
            fold(now);
        }
        bytes += count;
        total += count;
    }

    public boolean isProven() {
        return total >= PROOF;
    }

    public long total() {
        return total;
    }

    /** Bytes a second, above 0. */
    public double rate(long now) {
        double elapsed = 0;
        if (running) {
            elapsed = now - since;
            if (elapsed > FOLD_AFTER) {
                fold(now);
                elapsed = 0;
            }
        }
        double time = nanos + elapsed;
        return isProven()
                ? Math.max(1, bytes * SECOND / Math.max(SHORTEST, time))
                : (bytes + PROOF) * SECOND / (time + GRANTED);
    }

    private void fold(long now) {
        if (isProven()) {
            double kept = Math.exp((since - now) / MEMORY);
            bytes *= kept;
            nanos = nanos * kept + MEMORY * (1 - kept);
        } else {
            nanos += now - since;
        }
        since = now;
    }
}
