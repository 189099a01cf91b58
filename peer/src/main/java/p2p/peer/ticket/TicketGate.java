package p2p.peer.ticket;

import java.util.Optional;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.ticket.TicketClaims;

/** Decides who is served. Called on event loops: it must not wait for anything. */
public interface TicketGate {

    /**
     * Granted to a ticket that is signed, has not run out, is not revoked, and is for this file.
     *
     * @param client the certificate that the other side proved to hold; empty without encryption,
     *     where whoever has the ticket is its bearer
     */
    Admission admit(byte[] ticket, FileId file, Optional<Fingerprint> client);

    /** Whether a ticket that was admitted has run out since, or its key is believed no more. */
    boolean isOver(TicketClaims claims);
}
