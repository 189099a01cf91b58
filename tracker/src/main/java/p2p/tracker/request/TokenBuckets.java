package p2p.tracker.request;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket for each key: it starts full, each attempt takes a token out of it, and one comes back
 * every so often. Only the keys used last are kept; a forgotten one starts full again.
 */
public final class TokenBuckets<K> {

    private static final int KEYS = 100_000;

    private final int size;
    private final Duration refill;
    private final InstantSource clock;

    /** When the bucket will be full again: a full one has a time in the past, or none. */
    private final Map<K, Instant> full =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<K, Instant> eldest) {
                    return size() > KEYS;
                }
            };

    public TokenBuckets(int size, Duration refill, InstantSource clock) {
        this.size = size;
        this.refill = refill;
        this.clock = clock;
    }

    /** Takes a token and returns zero, or returns how long it takes until there is one. */
    public synchronized Duration take(K key) {
        Instant now = clock.instant();
        Duration wait = wait(key, now);
        if (wait.isZero()) {
            full.put(key, fullAt(key, now).plus(refill));
        }
        return wait;
    }

    /** How long it takes until there is a token, which stays where it is. */
    public synchronized Duration wait(K key) {
        return wait(key, clock.instant());
    }

    private Duration wait(K key, Instant now) {
        Instant fullAfter = fullAt(key, now).plus(refill);
        Duration wait = Duration.between(now.plus(refill.multipliedBy(size)), fullAfter);
        return wait.isPositive() ? wait : Duration.ZERO;
    }

    public synchronized void giveBack(K key) {
        Instant now = clock.instant();
        Instant fullBefore = fullAt(key, now).minus(refill);
        if (fullBefore.isAfter(now)) {
            full.put(key, fullBefore);
        } else {
            full.remove(key);
        }
    }

    private Instant fullAt(K key, Instant now) {
        Instant at = full.get(key);
        return at == null || at.isBefore(now) ? now : at;
    }
}
