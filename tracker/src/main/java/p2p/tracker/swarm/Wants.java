package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.LiveSession;
import p2p.tracker.catalog.Catalogue;
import p2p.tracker.catalog.SharedFile;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.store.Transactions;
import p2p.tracker.ticket.TicketIssuer;

/** Which attached peers want which files: they hear of seeders, and are given tickets in time. */
@ApplicationScoped
public class Wants {

    private static final int MOST = 1000;

    private final IdIndex<Want> byFile = new IdIndex<>();
    private final Catalogue catalogue;
    private final TicketGrants tickets;
    private final ServingTable serving;
    private final Transactions transactions;

    Wants(
            Catalogue catalogue,
            TicketGrants tickets,
            ServingTable serving,
            Transactions transactions) {
        this.catalogue = catalogue;
        this.tickets = tickets;
        this.serving = serving;
        this.transactions = transactions;
    }

    private record Answer(FoundSeeders found, TicketGrants.Lasting ticket) {}

    /** A ticket that the peer has already, and that lasts until then, is not given once more. */
    public void want(SwarmPeer peer, FileRef ref, Optional<Instant> ticketUntil) {
        begin(peer, ref, ticketUntil).ifPresent(why -> refuse(peer, ref, why));
    }

    /** Nothing where the peer has its answer, else why it is refused. */
    private Optional<Refused> begin(SwarmPeer peer, FileRef ref, Optional<Instant> ticketUntil) {
        try {
            if (peer.files().wanted().size() >= MOST) {
                throw Refusal.TOO_MANY_WANTS.because(
                        "Somebody downloads " + MOST + " files at once at most.");
            }
            long file = transactions.get(() -> require(peer, ref).id());
            remove(peer, ref);
            // Listed before the seeders are read, so that no change is missed in between.
            var want = new Want(peer, ref, file);
            peer.files().wanted().put(ref, want);
            byFile.add(file, want);
            Answer answer = transactions.get(() -> answer(want, ticketUntil));
            want.answer(answer.found, answer.ticket);
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e);
        }
    }

    /**
     * Whoever wants a file that nobody shares asks again when told that somebody does. Who began to
     * share it before this refusal was sent is found by a second look.
     */
    private void refuse(SwarmPeer peer, FileRef ref, Refused why) {
        remove(peer, ref);
        peer.send(new TrackerMessage.WantRefused(ref, why.refusal().type(), why.getMessage()));
        if (why.refusal() == Refusal.NO_SUCH_FILE) {
            begin(peer, ref, Optional.empty())
                    .filter(again -> again.refusal() != Refusal.NO_SUCH_FILE)
                    .ifPresent(again -> refuse(peer, ref, again));
        }
    }

    private Answer answer(Want want, Optional<Instant> ticketUntil) {
        LiveSession session = want.peer().session();
        SharedFile file = require(want.peer(), want.ref());
        TicketGrants.Lasting ticket = tickets.grantUnlessLasting(session, file, ticketUntil);
        return new Answer(found(want), ticket);
    }

    private SharedFile require(SwarmPeer peer, FileRef ref) {
        return catalogue.requireAndKeep(peer.person(), ref);
    }

    public void unwant(SwarmPeer peer, FileRef ref) {
        remove(peer, ref);
    }

    private void remove(SwarmPeer peer, FileRef ref) {
        Want want = peer.files().wanted().remove(ref);
        if (want != null) {
            byFile.remove(want.file(), want);
        }
    }

    public void removeAll(SwarmPeer peer) {
        peer.files().wanted().keySet().forEach(ref -> remove(peer, ref));
    }

    /** Those who want one of the files hear of a seeder, as the event log has it. */
    public void tell(Collection<Long> files, String body) {
        SeederChange change = MessageText.change(body);
        byFile.get(files).forEach(want -> want.tell(change));
    }

    /** Once a second: new tickets for those that run out. */
    public void look(SwarmPeer peer, long now) {
        for (Want want : peer.files().wanted().values()) {
            if (want.takeDue(now)) {
                peer.then(() -> renew(want));
            }
            if (want.takeNeed()) {
                peer.then(() -> tellMore(want));
            }
        }
    }

    private void tellMore(Want want) {
        if (isOver(want)) {
            return;
        }
        want.hold();
        FoundSeeders found;
        try {
            found = transactions.get(() -> found(want));
        } catch (RuntimeException e) {
            want.foundNothing();
            throw e;
        }
        want.more(found);
    }

    private FoundSeeders found(Want want) {
        long session = want.peer().session().id();
        return new FoundSeeders(
                serving.seeders(want.file(), session, TrackerMessage.Seeders.MOST),
                serving.unchecked(want.file(), session, TrackerMessage.UncheckedSeeders.MOST),
                serving.relayed(want.file(), session, TrackerMessage.RelayedSeeders.MOST));
    }

    private static boolean isOver(Want want) {
        return want.peer().files().wanted().get(want.ref()) != want;
    }

    private void renew(Want want) {
        if (isOver(want)) {
            return;
        }
        try {
            transactions
                    .get(() -> grantAnew(want))
                    .ifPresentOrElse(
                            want::renewed, () -> want(want.peer(), want.ref(), Optional.empty()));
        } catch (Refused e) {
            refuse(want.peer(), want.ref(), e);
        }
    }

    /** Nothing where the file was taken out of the group and has come back since. */
    private Optional<TicketIssuer.Issued> grantAnew(Want want) {
        SharedFile file = require(want.peer(), want.ref());
        return file.id() == want.file()
                ? Optional.of(tickets.grant(want.peer().session(), file))
                : Optional.empty();
    }

    /** Tickets that this makes void are renewed, or refused, at once. */
    public void revoked(SwarmPeer peer, TrackerMessage.Revoked revoked) {
        if (revoked.user() == null || revoked.user().equals(peer.person().name())) {
            peer.files().wanted().values().stream()
                    .filter(want -> matches(revoked, want))
                    .forEach(Want::renewNow);
        }
    }

    /** Of any of the person's devices: peers of before take no heed of the certificate. */
    private static boolean matches(TrackerMessage.Revoked revoked, Want want) {
        FileRef ref = want.ref();
        return (revoked.group() == null || revoked.group().equalsIgnoreCase(ref.group()))
                && (revoked.fileId() == null || revoked.fileId().equals(ref.id().hex()));
    }
}
