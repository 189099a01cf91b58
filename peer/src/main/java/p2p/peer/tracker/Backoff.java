package p2p.peer.tracker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before trying again: doubling, between half and all of the step by chance. */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private long step;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        reset();
    }

    Duration next() {
        long millis = random.nextLong(step / 2, step + 1);
        step = Math.min(step * 2, longest.toMillis());
        return Duration.ofMillis(millis);
    }

    void reset() {
        step = first.toMillis();
    }
}
