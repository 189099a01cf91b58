package p2p.tracker.ticket;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import p2p.protocol.file.FileId;
import p2p.protocol.session.TrackerMessage;

/** The revocations that can still matter to a ticket, for peers that attach. */
@ApplicationScoped
public class Revocations {

    /** More do not fit into one message: all tickets given out so far are void then. */
    private static final int MOST = 200;

    private final List<TrackerMessage.Revoked> recent = new ArrayList<>();

    public synchronized void add(TrackerMessage.Revoked revoked) {
        recent.add(revoked);
        Instant latest =
                recent.stream()
                        .map(TrackerMessage.Revoked::before)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        forgetThoseBefore(latest.minus(TicketIssuer.LIFE));
        if (recent.size() > MOST) {
            recent.clear();
            recent.add(new TrackerMessage.Revoked(null, null, null, latest));
        }
    }

    public synchronized List<TrackerMessage.Revoked> at(Instant now) {
        forgetThoseBefore(now.minus(TicketIssuer.LIFE));
        return List.copyOf(recent);
    }

    /** Whether a ticket that was issued then may be void, with peers of before at least. */
    public synchronized boolean concern(String user, String group, FileId file, Instant issued) {
        return recent.stream()
                .anyMatch(revoked ->
                        !issued.isAfter(revoked.before())
                                && (revoked.user() == null || revoked.user().equals(user))
                                && (revoked.group() == null
                                        || revoked.group().equalsIgnoreCase(group))
                                && (revoked.fileId() == null
                                        || revoked.fileId().equals(file.hex())));
    }

    private void forgetThoseBefore(Instant oldest) {
        recent.removeIf(revoked -> revoked.before().isBefore(oldest));
    }
}
