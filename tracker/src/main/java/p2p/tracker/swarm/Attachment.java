package p2p.tracker.swarm;

import java.time.Instant;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.Seeder;
import p2p.tracker.account.Person;

/** An attached session, as the database has it; contact is null before the first hello. */
record Attachment(
        long session, Person person, PeerContact contact, boolean reachable, Instant lastTicket) {

    Seeder seeder(boolean complete) {
        return new Seeder(person.name(), contact, complete);
    }

    boolean isListed() {
        return contact != null && reachable;
    }
}
