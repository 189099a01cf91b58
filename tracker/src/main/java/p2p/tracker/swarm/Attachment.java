package p2p.tracker.swarm;

import java.time.Instant;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.Seeder;
import p2p.tracker.account.Person;
import p2p.tracker.ticket.TicketIssuer;

/** An attached session, as the database has it; it has no contact before the first hello. */
record Attachment(
        long session,
        Person person,
        Optional<PeerContact> contact,
        boolean reachable,
        boolean relayed,
        Optional<Instant> lastTicket) {

    Seeder seeder(boolean complete) {
        return new Seeder(person.name(), contact.orElseThrow(), complete);
    }

    /** Whether a ticket that was given out to it can be in use. */
    boolean mayHaveTickets(Instant now) {
        return lastTicket.filter(last -> last.plus(TicketIssuer.LIFE).isAfter(now)).isPresent();
    }

    /** Under which fingerprint others are told of it, if they are. */
    Optional<Fingerprint> listed() {
        return contact.filter(_ -> reachable || relayed).map(PeerContact::fingerprint);
    }
}
