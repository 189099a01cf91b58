package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import p2p.protocol.ticket.Ticket;
import p2p.protocol.ticket.TicketClaims;
import p2p.tracker.account.LiveSession;
import p2p.tracker.catalog.SharedFile;
import p2p.tracker.refusal.Refusal;

/** Gives out tickets. */
@ApplicationScoped
class Tickets {

    static final Duration LIFE = Duration.ofMinutes(5);

    private final AttachmentRows attachments;
    private final SigningKeys keys;

    Tickets(AttachmentRows attachments, SigningKeys keys) {
        this.attachments = attachments;
        this.keys = keys;
    }

    record Granted(byte[] ticket, Instant expires) {}

    /**
     * A ticket for a file that this transaction keeps, as it does the membership: whoever ends
     * either waits for the transaction, and finds the ticket older than its revocation.
     */
    Granted grant(LiveSession session, SharedFile file) {
        AttachmentRows.Granting granting =
                attachments
                        .grant(session.id())
                        .orElseThrow(() ->
                                Refusal.NOT_ATTACHED.because(
                                        "Only an attached peer can download; start yours"
                                                + " and try again."));
        Instant expires = granting.now().plus(LIFE);
        var claims =
                new TicketClaims(
                        session.person().name(),
                        file.group().name(),
                        file.content(),
                        granting.certificate(),
                        granting.now(),
                        expires);
        SigningKeys.Pair key = keys.at(granting.now());
        return new Granted(Ticket.sign(claims, key.id(), key.privateKey()), expires);
    }
}
