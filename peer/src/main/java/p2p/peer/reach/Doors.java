package p2p.peer.reach;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import p2p.protocol.HostPort;

/**
 * How often this peer knocks at addresses that nobody has checked, which may be anybody's: at each
 * ever more seldom unless who is meant has opened, and at all together not too often, whatever is
 * told of them meanwhile and in however many downloads. Does no I/O. For any thread.
 */
public final class Doors {

    private static final int MOST_KNOWN = 4096;
    private static final int FREE = 8;
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 9;
    private static final int AT_ONCE = 64;
    private static final long ONE_MORE_EVERY = TimeUnit.MILLISECONDS.toNanos(250);

    private record Door(int knocks, long notBefore) {}

    private final Map<HostPort, Door> doors = new LinkedHashMap<>();
    private long paidUntil;
    private boolean isUsed;

    /** Whether it may knock there now, which counts as if it had. */
    public synchronized boolean knock(HostPort at, long now) {
        Door door = doors.getOrDefault(at, new Door(0, now));
        if (now - door.notBefore < 0 || !take(now)) {
            return false;
        }
        int knocks = door.knocks + 1;
        put(at, new Door(knocks, knocks < FREE ? now : now + pause(knocks - FREE)));
        return true;
    }

    /** Who was meant has opened. */
    public synchronized void met(HostPort at) {
        doors.remove(at);
    }

    /** Somebody else has opened, and is left alone for a long while. */
    public synchronized void stranger(HostPort at, long now) {
        put(at, new Door(FREE + MOST_DOUBLINGS, now + pause(MOST_DOUBLINGS)));
    }

    private static long pause(int doublings) {
        return FIRST_PAUSE << Math.min(doublings, MOST_DOUBLINGS);
    }

    private void put(HostPort at, Door door) {
        doors.remove(at);
        doors.put(at, door);
        if (doors.size() > MOST_KNOWN) {
            doors.remove(doors.keySet().iterator().next());
        }
    }

    private boolean take(long now) {
        if (!isUsed || paidUntil - now < 0) {
            paidUntil = now;
            isUsed = true;
        }
        if (paidUntil - now > (AT_ONCE - 1) * ONE_MORE_EVERY) {
            return false;
        }
        paidUntil += ONE_MORE_EVERY;
        return true;
    }
}
