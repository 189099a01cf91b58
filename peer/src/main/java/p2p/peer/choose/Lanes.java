package p2p.peer.choose;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How many connections a download has to each of its seeders. Over a long way one alone may not
 * reach what the way bears: a lost packet slows it down for long. So one seeder after the other is
 * given twice as many, which stay where more comes of it, and go where not. No I/O, no clock.
 */
public final class Lanes {

    private static final double GAIN = 1.2;
    private static final int ROUND_TRIPS_TO_SETTLE = 6;
    private static final int MOST_DOUBLINGS = 4;

    private static final class Seeder {
        private final long roundTrip;
        private int count;
        private int inVain;
        private long restsUntil;

        Seeder(int count, long roundTrip, long now) {
            this.count = count;
            this.roundTrip = roundTrip;
            restsUntil = now;
        }

        void rest(long first, long now) {
            restsUntil = now + (first << Math.min(MOST_DOUBLINGS, inVain++));
        }
    }

    private final LaneSettings settings;
    private final Map<Integer, Seeder> seeders = new HashMap<>();
    private @Nullable Seeder trying;
    private int before;
    private double rateBefore;
    private long settledAt;
    private long measuredFrom;
    private long receivedBefore;
    private long halfwayAt;
    private long receivedHalfway;

    public Lanes(LaneSettings settings) {
        this.settings = settings;
    }

    /**
     * There are so many connections to it, the first among them; nothing follows where it is near.
     */
    public void joined(int seeder, int open, Duration roundTrip, long received, long now) {
        if (roundTrip.compareTo(settings.far()) >= 0) {
            seeders.put(seeder, new Seeder(open, roundTrip.toNanos(), now));
            settle(received, now);
        }
    }

    /** There is no first connection to it any more. */
    public void left(int seeder) {
        if (seeders.remove(seeder) == trying) {
            trying = null;
        }
    }

    /** A further one was refused, or broke: there are that many left. */
    public void lost(int seeder, int left, long now) {
        Seeder known = seeders.get(seeder);
        if (known != null && left < known.count) {
            known.count = Math.max(1, left);
            known.rest(settings.rest().toNanos(), now);
            if (known == trying) {
                trying = null;
            }
        }
    }

    /** How many connections to have to it. */
    public int wanted(int seeder) {
        Seeder known = seeders.get(seeder);
        return known == null ? 1 : known.count;
    }

    /**
     * To be called a few times a second.
     *
     * @param received bytes, all in all
     * @param isHeldBack whether this peer itself asked for less than it could
     * @param missing bytes to come yet
     * @param isOfUse whether more may be asked of a seeder
     */
    public void step(
            long received, boolean isHeldBack, long missing, IntPredicate isOfUse, long now) {
        if (isHeldBack) {
            giveUp(now);
            settle(received, now);
        } else if (now - settledAt < 0) {
            measure(received, now);
        } else if (now - measuredFrom >= settings.measure().toNanos()) {
            judge(received, missing, isOfUse, now);
        } else if (now - measuredFrom <= settings.measure().toNanos() / 2) {
            receivedHalfway = received;
            halfwayAt = now;
        }
    }

    private void judge(long received, long missing, IntPredicate isOfUse, long now) {
        double rate = perSecond(received - receivedBefore, now - measuredFrom);
        double early = perSecond(receivedHalfway - receivedBefore, halfwayAt - measuredFrom);
        double late = perSecond(received - receivedHalfway, now - halfwayAt);
        if (trying == null && halfwayAt > measuredFrom && late > GAIN * early) {
            // It is getting faster by itself, and what more connections bring could not be told.
            measure(received, now);
            return;
        }
        if (trying != null && rate < GAIN * rateBefore) {
            giveUp(now);
        } else {
            trying = null;
            next(rate, missing, isOfUse, now);
        }
        settle(received, now);
    }

    private static double perSecond(long bytes, long nanos) {
        return nanos <= 0 ? 0 : bytes * 1e9 / nanos;
    }

    private void measure(long received, long now) {
        receivedBefore = received;
        measuredFrom = now;
        receivedHalfway = received;
        halfwayAt = now;
    }

    private void giveUp(long now) {
        if (trying != null) {
            trying.count = before;
            trying.rest(settings.rest().toNanos(), now);
            trying = null;
        }
    }

    /** The one with the fewest, unless all would be over before anything came of it. */
    private void next(double rate, long missing, IntPredicate isOfUse, long now) {
        Seeder next = null;
        for (Map.Entry<Integer, Seeder> each : seeders.entrySet()) {
            Seeder seeder = each.getValue();
            if (seeder.count < settings.most()
                    && now - seeder.restsUntil >= 0
                    && (next == null || seeder.count < next.count)
                    && isOfUse.test(each.getKey())) {
                next = seeder;
            }
        }
        if (next != null && rate > 0 && missing * 1e9 / rate > worthwhile(next)) {
            trying = next;
            before = next.count;
            rateBefore = rate;
            next.count = Math.min(settings.most(), 2 * before);
        }
    }

    private void settle(long received, long now) {
        measure(received, now);
        long longest = settings.settle().toNanos();
        for (Seeder seeder : seeders.values()) {
            longest = Math.max(longest, settling(seeder));
        }
        settledAt = now + longest;
    }

    private long worthwhile(Seeder seeder) {
        return settling(seeder) + 2 * settings.measure().toNanos();
    }

    private long settling(Seeder seeder) {
        return settings.settle().toNanos() + ROUND_TRIPS_TO_SETTLE * seeder.roundTrip;
    }
}
