package p2p.tracker.swarm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
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
        Optional<List<HostPort>> told,
        Optional<Instant> lastTicket) {

    Seeder seeder(boolean complete) {
        return new Seeder(person.name(), contact.orElseThrow(), complete, told.orElse(null));
    }

    /** The same, after the tracker has tried to reach it. */
    Attachment tried(PeerContact at, boolean isReached) {
        return new Attachment(
                session, person, Optional.of(at), isReached, relayed, told, lastTicket);
    }

    /** The same, which has told these addresses. */
    Attachment at(List<HostPort> addresses) {
        return new Attachment(
                session, person, contact, reachable, relayed, Optional.of(addresses), lastTicket);
    }

    /**
     * Whether others are told of it as of one that they may try at the addresses that it has told:
     * only where it encrypts do they find out who answers there.
     */
    boolean unchecked() {
        return !reachable
                && told.filter(addresses -> !addresses.isEmpty()).isPresent()
                && contact.filter(it -> it.encryption() == Encryption.ON).isPresent();
    }

    /** Whether a ticket that was given out to it can be in use. */
    boolean mayHaveTickets(Instant now) {
        return lastTicket.filter(last -> last.plus(TicketIssuer.LIFE).isAfter(now)).isPresent();
    }

    /** Under which fingerprint others are told of it, if they are. */
    Optional<Fingerprint> listed() {
        return contact.filter(_ -> reachable || relayed || unchecked())
                .map(PeerContact::fingerprint);
    }
}
