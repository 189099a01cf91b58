package p2p.peer.ticket;

import p2p.protocol.ticket.TicketClaims;
import p2p.protocol.wire.ByeCode;

/** Whether somebody who shows a ticket is served. */
public sealed interface Admission {

    /** What the ticket says of whom it is for. */
    record Granted(TicketClaims claims) implements Admission {}

    /** What is said for goodbye. */
    record Denied(ByeCode code, String reason) implements Admission {}
}
