package p2p.peer.loop;

import io.vertx.core.Handler;
import java.util.concurrent.TimeUnit;

/**
 * Calls one step on one event loop, soon or after a while; whoever asks in between is served by the
 * same call. To be used on that event loop.
 */
public final class StepTimer {

    private static final long LONGEST_MILLIS = 1000;

    private final EventLoop loop;
    private final Runnable step;
    private final Handler<Void> atOnce = nothing -> ringSoon();
    private final Handler<Long> inTime = timer -> ringInTime();
    private boolean soon;
    private boolean off;
    private long timer = -1;
    private long ringsAt;

    public StepTimer(EventLoop loop, Runnable step) {
        this.loop = loop;
        this.step = step;
    }

    public void soon() {
        if (!soon && !off) {
            soon = true;
            loop.run(atOnce);
        }
    }

    /** After so many nanoseconds, or a second, or earlier. */
    public void within(long nanos, long now) {
        long millis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, 1, LONGEST_MILLIS);
        long at = now + TimeUnit.MILLISECONDS.toNanos(millis);
        if (off || timer >= 0 && ringsAt - at <= 0) {
            return;
        }
        cancel();
        ringsAt = at;
        timer = loop.setTimer(millis, inTime);
    }

    /** From now on the step is not called any more. */
    public void off() {
        off = true;
        cancel();
    }

    private void cancel() {
        if (timer >= 0) {
            loop.cancelTimer(timer);
            timer = -1;
        }
    }

    private void ringSoon() {
        soon = false;
        ring();
    }

    private void ringInTime() {
        timer = -1;
        ring();
    }

    private void ring() {
        if (!off) {
            step.run();
        }
    }
}
