package p2p.peer.choose;

import java.util.List;
import p2p.peer.rate.RateLimit;

/** Bounds what is asked for: by memory, and by the rate limits. */
final class Budget {

    private final int most;
    private final List<RateLimit.Share> limits;
    private long outstanding;
    private long unwritten;
    private long limitedUntil;
    private boolean limited;
    private boolean heldBack;

    Budget(int most, List<RateLimit.Share> limits) {
        this.most = most;
        this.limits = List.copyOf(limits);
    }

    long outstanding() {
        return outstanding;
    }

    long unwritten() {
        return unwritten;
    }

    /** Bytes that the memory has room for. */
    int room() {
        return (int) Math.max(0, most - outstanding - unwritten);
    }

    /**
     * What may be asked for out of so many bytes that the memory has room for: whole blocks. Every
     * limit is asked, even if another grants nothing: it saves up only for those who ask.
     */
    int grant(int wanted, long now) {
        int granted = wanted;
        for (int i = 0; i < limits.size(); i++) {
            int taken = limits.get(i).take(granted, now);
            for (int earlier = 0; earlier < i; earlier++) {
                limits.get(earlier).giveBack(granted - taken);
            }
            heldBack |= taken < granted;
            if (taken == 0 && granted > 0) {
                limited = true;
                limitedUntil = now + limits.get(i).wait(wanted);
            }
            granted = taken;
        }
        return granted;
    }

    /** Whether a rate limit has kept something from being asked since this was asked. */
    boolean wasHeldBack() {
        boolean was = heldBack;
        heldBack = false;
        return was;
    }

    void beginRound() {
        limited = false;
    }

    /** Whether a rate limit kept something from being asked since the round began. */
    boolean isLimited() {
        return limited;
    }

    long limitedUntil() {
        return limitedUntil;
    }

    void asked(int bytes) {
        outstanding += bytes;
    }

    void answered(int bytes) {
        outstanding -= bytes;
    }

    /** Asked for, and not waited for any more. */
    void givenUp(int bytes) {
        outstanding -= bytes;
        charge(-bytes);
    }

    /** Came after all, though it had been given up. */
    void cameLate(int bytes) {
        charge(bytes);
    }

    private void charge(long bytes) {
        for (RateLimit.Share limit : limits) {
            limit.giveBack(-bytes);
        }
    }

    void kept(int bytes) {
        unwritten += bytes;
    }

    void written(int bytes) {
        if (bytes > unwritten) {
            throw new IllegalArgumentException("more was written than was to be kept");
        }
        unwritten -= bytes;
    }
}
