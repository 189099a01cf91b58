package p2p.peer.choose;

import java.util.PriorityQueue;

/** A clock that jumps from event to event. */
public final class Simulation {

    public static final long SECOND = 1_000_000_000L;
    public static final long MILLI = 1_000_000L;

    private record Event(long time, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>((a, b) ->
                    a.time() != b.time()
                            ? Long.compare(a.time(), b.time())
                            : Long.compare(a.number(), b.number()));
    private long now;
    private long scheduled;

    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        events.add(new Event(Math.max(time, now), scheduled++, action));
    }

    void after(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    /** Runs the next event; false if there is none before the time given. */
    boolean step(long until) {
        if (events.isEmpty() || events.peek().time() > until) {
            return false;
        }
        Event event = events.poll();
        now = event.time();
        event.action().run();
        return true;
    }
}
