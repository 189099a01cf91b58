package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import p2p.tracker.account.LiveSession;
import p2p.tracker.catalog.SharedFile;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.ticket.Revocations;
import p2p.tracker.ticket.TicketIssuer;

/** Who is given a ticket: those who are attached. */
@ApplicationScoped
class TicketGrants {

    private final AttachmentTable attachments;
    private final TicketIssuer issuer;
    private final Revocations revocations;

    TicketGrants(AttachmentTable attachments, TicketIssuer issuer, Revocations revocations) {
        this.attachments = attachments;
        this.issuer = issuer;
        this.revocations = revocations;
    }

    /** How long a peer has a ticket yet, and that one where it is new. */
    record Lasting(Optional<TicketIssuer.Issued> fresh, Duration left) {}

    /**
     * A ticket for a file that this transaction keeps, as it does the membership: whoever ends
     * either waits for the transaction, and finds the ticket older than its revocation.
     */
    TicketIssuer.Issued grant(LiveSession session, SharedFile file) {
        return issue(session, file, granting(session));
    }

    /**
     * The same, but only where the ticket that the peer has until then, if any, is due to be
     * renewed or may be void.
     */
    Lasting grantUnlessLasting(LiveSession session, SharedFile file, Optional<Instant> until) {
        AttachmentTable.Granting granting = granting(session);
        if (until.isPresent()) {
            Instant issued = until.get().minus(TicketIssuer.LIFE);
            Duration left = Duration.between(granting.now(), until.get());
            if (left.toSeconds() > Want.RENEW_EARLIEST
                    && !issued.isAfter(granting.now())
                    && !revocations.concern(
                            session.person().name(), file.group().name(), file.content(), issued)) {
                return new Lasting(Optional.empty(), left);
            }
        }
        return new Lasting(Optional.of(issue(session, file, granting)), TicketIssuer.LIFE);
    }

    private TicketIssuer.Issued issue(
            LiveSession session, SharedFile file, AttachmentTable.Granting granting) {
        return issuer.issue(session.person(), file, granting.certificate(), granting.now());
    }

    private AttachmentTable.Granting granting(LiveSession session) {
        return attachments
                .grant(session.id())
                .orElseThrow(() ->
                        Refusal.NOT_ATTACHED.because(
                                "Only an attached peer can download; start yours and try again."));
    }
}
