package p2p.tracker.swarm;

import java.time.Instant;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.Seeder;
import p2p.tracker.account.Person;

/** An attached session, as the database has it; it has no contact before the first hello. */
record Attachment(
        long session,
        Person person,
        Optional<PeerContact> contact,
        boolean reachable,
        Optional<Instant> lastTicket) {

    Seeder seeder(boolean complete) {
        return new Seeder(person.name(), contact.orElseThrow(), complete);
    }

    /** Under which fingerprint others are told of it, if they are. */
    Optional<Fingerprint> listed() {
        return contact.filter(_ -> reachable).map(PeerContact::fingerprint);
    }
}
