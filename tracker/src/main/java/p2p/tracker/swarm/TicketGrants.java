package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import p2p.tracker.account.LiveSession;
import p2p.tracker.catalog.SharedFile;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.ticket.TicketIssuer;

/** Who is given a ticket: those who are attached. */
@ApplicationScoped
class TicketGrants {

    private final AttachmentTable attachments;
    private final TicketIssuer issuer;

    TicketGrants(AttachmentTable attachments, TicketIssuer issuer) {
        this.attachments = attachments;
        this.issuer = issuer;
    }

    /**
     * A ticket for a file that this transaction keeps, as it does the membership: whoever ends
     * either waits for the transaction, and finds the ticket older than its revocation.
     */
    TicketIssuer.Issued grant(LiveSession session, SharedFile file) {
        AttachmentTable.Granting granting =
                attachments
                        .grant(session.id())
                        .orElseThrow(() ->
                                Refusal.NOT_ATTACHED.because(
                                        "Only an attached peer can download; start yours"
                                                + " and try again."));
        return issuer.issue(session.person(), file, granting.certificate(), granting.now());
    }
}
