package p2p.peer.transfer;

import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.TimeUnit;

/**
 * Calls one step on one event loop, soon or after a while; whoever asks in between is served by the
 * same call. To be used on that event loop.
 */
final class Alarm {

    private static final long LONGEST_MILLIS = 1000;

    private final ContextInternal context;
    private final Runnable step;
    private boolean soon;
    private boolean off;
    private long timer = -1;
    private long ringsAt;

    Alarm(ContextInternal context, Runnable step) {
        this.context = context;
        this.step = step;
    }

    void soon() {
        if (!soon && !off) {
            soon = true;
            context.runOnContext(nothing -> {
                soon = false;
                ring();
            });
        }
    }

    /** After so many nanoseconds, or a second, or earlier. */
    void within(long nanos, long now) {
        long millis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, 1, LONGEST_MILLIS);
        long at = now + TimeUnit.MILLISECONDS.toNanos(millis);
        if (off || timer >= 0 && ringsAt - at <= 0) {
            return;
        }
        cancel();
        ringsAt = at;
        // The timers of Vert.x itself may ring on another event loop, when they are set by what
        // Netty calls.
        timer =
                context.setTimer(
                        millis,
                        id -> {
                            timer = -1;
                            ring();
                        });
    }

    /** From now on the step is not called any more. */
    void off() {
        off = true;
        cancel();
    }

    private void cancel() {
        if (timer >= 0) {
            context.owner().cancelTimer(timer);
            timer = -1;
        }
    }

    private void ring() {
        if (!off) {
            step.run();
        }
    }
}
