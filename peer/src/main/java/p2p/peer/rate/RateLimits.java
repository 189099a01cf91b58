package p2p.peer.rate;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The most that this peer sends and takes in, in bytes a second; 0 is no limit.
 *
 * @param timed what holds instead at some times of the day; null where nothing is said of them
 */
public record RateLimits(long up, long down, @Nullable List<TimedLimit> timed) {

    public static final int MOST_TIMED = 16;

    public RateLimits(long up, long down) {
        this(up, down, null);
    }

    public List<TimedLimit> times() {
        return timed == null ? List.of() : timed;
    }

    /** The same with that one; what it does not say stays as it was for the same time. */
    public RateLimits with(TimedLimit one) {
        List<TimedLimit> others = new ArrayList<>();
        TimedLimit whole = one;
        for (TimedLimit each : times()) {
            if (each.between().equals(one.between())) {
                whole = one.orElse(each);
            } else {
                others.add(each);
            }
        }
        others.add(whole);
        return new RateLimits(up, down, List.copyOf(others));
    }

    /** What holds at that time: of several the one that was said last. */
    public RateLimits at(LocalTime time) {
        long upNow = up;
        long downNow = down;
        for (TimedLimit each : times()) {
            if (each.isOn(time)) {
                upNow = each.up() == null ? upNow : each.up();
                downNow = each.down() == null ? downNow : each.down();
            }
        }
        return new RateLimits(upNow, downNow);
    }

    /** Whether all of it can be. */
    public boolean isSound() {
        boolean isSound = up >= 0 && down >= 0 && times().size() <= MOST_TIMED;
        for (TimedLimit each : times()) {
            isSound &= each != null && each.isSound();
        }
        return isSound;
    }
}
