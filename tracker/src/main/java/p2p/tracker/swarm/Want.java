package p2p.tracker.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.ticket.TicketIssuer;

/** A file that an attached peer downloads. */
final class Want {

    /** Tickets are renewed when they have between these many seconds left. */
    private static final int RENEW_LATEST = 60;

    static final int RENEW_EARLIEST = 120;

    /** Where a seeder says that it is stands beside its being met at a relay. */
    private record Subject(FileRef file, Fingerprint seeder, boolean unchecked) {}

    private final SwarmPeer peer;
    private final FileRef ref;
    private final long file;

    /** Changes that came before the first list of seeders was sent. */
    private final List<SeederChange> held = new ArrayList<>();

    private final ToldSeeders told = new ToldSeeders();
    private boolean answered;

    private volatile long renewAt = Long.MAX_VALUE;
    private volatile boolean due;

    Want(SwarmPeer peer, FileRef ref, long file) {
        this.peer = peer;
        this.ref = ref;
        this.file = file;
    }

    SwarmPeer peer() {
        return peer;
    }

    FileRef ref() {
        return ref;
    }

    long file() {
        return file;
    }

    synchronized void tell(SeederChange change) {
        if (answered) {
            send(change);
        } else {
            held.add(change);
        }
    }

    synchronized void answer(FoundSeeders found, TicketGrants.Lasting ticket) {
        found.reached().forEach(this::isTold);
        found.relayed().forEach(this::isTold);
        peer.send(new TrackerMessage.Seeders(ref, found.reached()));
        if (peer.tellsAddresses()) {
            found.unchecked().forEach(this::isTold);
            peer.send(new TrackerMessage.UncheckedSeeders(ref, found.unchecked()));
        }
        if (!found.relayed().isEmpty()) {
            peer.send(new TrackerMessage.RelayedSeeders(ref, found.relayed()));
        }
        noteWhetherMoreAreThere(found);
        ticket.fresh().ifPresentOrElse(this::renewed, () -> renewBefore(ticket.left()));
        release();
    }

    private void noteWhetherMoreAreThere(FoundSeeders found) {
        if (found.mayLackSome()) {
            told.thereMayBeMore();
        }
    }

    /** Others are being looked for: changes wait until it is known what was found. */
    synchronized void hold() {
        answered = false;
    }

    private void release() {
        answered = true;
        held.forEach(this::send);
        held.clear();
    }

    /** They could not be looked for. */
    synchronized void foundNothing() {
        told.thereMayBeMore();
        release();
    }

    private void isTold(Seeder seeder) {
        told.joined(seeder.contact().fingerprint(), seeder.complete());
    }

    void renewed(TicketIssuer.Issued granted) {
        peer.send(new TrackerMessage.NewTicket(ref, granted.ticket(), granted.expires()));
        renewBefore(TicketIssuer.LIFE);
        due = false;
    }

    private void renewBefore(Duration end) {
        long spare = ThreadLocalRandom.current().nextLong(RENEW_LATEST, RENEW_EARLIEST);
        renewAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(end.toSeconds() - spare);
    }

    /** The ticket is void, or may be. */
    void renewNow() {
        due = true;
    }

    /** Whether the ticket is to be renewed now; true once. */
    boolean takeDue(long now) {
        boolean isDue = due || (renewAt != Long.MAX_VALUE && now - renewAt >= 0);
        if (isDue) {
            due = false;
            renewAt = Long.MAX_VALUE;
        }
        return isDue;
    }

    private void send(SeederChange change) {
        Fingerprint seeder = change.fingerprint();
        if (seeder.equals(peer.contact().fingerprint())) {
            return;
        }
        boolean news =
                change.isLeft() ? told.left(seeder) : told.joined(seeder, change.isComplete());
        if (news) {
            peer.offer(
                    MessageText.text(change.message(ref)),
                    new Subject(ref, seeder, change.unchecked() != null));
        }
    }

    /** Whether others that have the file are to be looked for; true once. */
    synchronized boolean takeNeed() {
        return told.takeNeed();
    }

    synchronized void more(FoundSeeders found) {
        found.reached().forEach(seeder -> send(new SeederChange(seeder, null, null, null)));
        found.relayed().forEach(seeder -> send(new SeederChange(null, null, seeder, null)));
        if (peer.tellsAddresses()) {
            found.unchecked().forEach(seeder -> send(new SeederChange(null, null, null, seeder)));
        }
        noteWhetherMoreAreThere(found);
        release();
    }
}
