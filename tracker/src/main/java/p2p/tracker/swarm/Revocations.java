package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import p2p.protocol.session.TrackerMessage;

/** The revocations that can still matter to a ticket, for peers that attach. */
@ApplicationScoped
class Revocations {

    /** More do not fit into one message: all tickets given out so far are void then. */
    private static final int MOST = 200;

    private final Deque<TrackerMessage.Revoked> recent = new ArrayDeque<>();

    synchronized void add(TrackerMessage.Revoked revoked) {
        recent.add(revoked);
    }

    synchronized List<TrackerMessage.Revoked> at(Instant now) {
        Instant oldest = now.minus(Tickets.LIFE);
        recent.removeIf(revoked -> revoked.before().isBefore(oldest));
        if (recent.size() <= MOST) {
            return List.copyOf(recent);
        }
        return List.of(new TrackerMessage.Revoked(null, null, null, recent.getLast().before()));
    }
}
