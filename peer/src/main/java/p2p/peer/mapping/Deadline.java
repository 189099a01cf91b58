package p2p.peer.mapping;

import java.util.concurrent.TimeUnit;

/** Until when somebody waits, whatever comes meanwhile. */
record Deadline(long nanos) {

    static Deadline in(int millis) {
        return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** At least 1 while there is any time. */
    int millisLeft() {
        long left = nanos - System.nanoTime();
        return left <= 0 ? 0 : (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
    }
}
