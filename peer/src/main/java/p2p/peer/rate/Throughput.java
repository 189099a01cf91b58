package p2p.peer.rate;

/**
 * Measures how fast verified or unverified bytes come: an average that forgets in a few seconds.
 */
public final class Throughput {

    private static final double SECOND = 1e9;
    private static final double MEMORY_SECONDS = 3;

    private long total;
    private long counted;
    private long countedAt;
    private double rate;
    private boolean measured;

    public void add(int bytes) {
        total += bytes;
    }

    /** Bytes a second; to be asked a few times a second. */
    public long rate(long now) {
        if (countedAt == 0) {
            countedAt = now;
            return 0;
        }
        double seconds = (now - countedAt) / SECOND;
        if (seconds > 0) {
            double latest = (total - counted) / seconds;
            double weight = measured ? 1 - Math.exp(-seconds / MEMORY_SECONDS) : 1;
            rate += weight * (latest - rate);
            measured = measured || total > 0;
            counted = total;
            countedAt = now;
        }
        return Math.round(rate);
    }
}
