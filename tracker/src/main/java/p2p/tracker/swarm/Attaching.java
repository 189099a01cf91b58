package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Ended;
import p2p.tracker.cluster.ThisTracker;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** What happens when a peer says hello, and when the tracker has tried to reach it. */
@ApplicationScoped
class Attaching {

    private static final int AGAIN_SECONDS = 10;
    private static final int MOST_SECONDS = 640;

    private final AttachedPeers peers;
    private final AttachmentRows attachments;
    private final Serving serving;
    private final ServingRows served;
    private final Announcements announcements;
    private final CheckBack checkBack;
    private final SigningKeys keys;
    private final Revocations revocations;
    private final ThisTracker self;
    private final Sql sql;
    private final Transactions transactions;
    private final SwarmThreads threads;

    Attaching(
            AttachedPeers peers,
            AttachmentRows attachments,
            Serving serving,
            ServingRows served,
            Announcements announcements,
            CheckBack checkBack,
            SigningKeys keys,
            Revocations revocations,
            ThisTracker self,
            Sql sql,
            Transactions transactions,
            SwarmThreads threads) {
        this.peers = peers;
        this.attachments = attachments;
        this.serving = serving;
        this.served = served;
        this.announcements = announcements;
        this.checkBack = checkBack;
        this.keys = keys;
        this.revocations = revocations;
        this.self = self;
        this.sql = sql;
        this.transactions = transactions;
        this.threads = threads;
    }

    private record Attached(Instant now, List<Long> listedBefore) {}

    void hello(PeerConnection peer, PeerMessage.Hello hello, CheckBack.Address address) {
        if (hello.version() != Messages.VERSION) {
            peer.end(
                    new Ended(
                            Ended.VERSION,
                            "This tracker speaks version %d of the messages, the peer version %d."
                                    .formatted(Messages.VERSION, hello.version())));
            return;
        }
        if (!self.isUp()) {
            peer.goodbye("The tracker is not ready.").subscribe().with(_ -> {});
            return;
        }
        var contact = new PeerContact(address.contact(), hello.fingerprint(), hello.encryption());
        // Added before the database is asked, so that the session's end cannot be missed.
        peers.add(peer);
        Optional<Attached> attached = transactions.get(() -> attach(peer, contact));
        if (attached.isEmpty()) {
            peers.remove(peer);
            peer.end(new Ended(Ended.LOGGED_OUT, "You have been logged out."));
            return;
        }
        peer.greeted(contact);
        peers.replaceBy(peer);
        serving.expect(peer, attached.get().listedBefore());
        peer.open(
                List.of(
                        new TrackerMessage.Welcome(
                                Messages.VERSION,
                                self.number(),
                                attached.get().now(),
                                keys.published(),
                                revocations.at(attached.get().now()))));
        if (address.whyNot() == null) {
            checkBack.check(contact, whyNot -> peer.then(() -> tried(peer, whyNot)));
        } else {
            peer.then(() -> reached(peer, address.whyNot()));
        }
    }

    private void tried(PeerConnection peer, String whyNot) {
        reached(peer, whyNot);
        if (whyNot != null) {
            tryAgain(peer, AGAIN_SECONDS);
        }
    }

    /**
     * What was in the way may go, a firewall or a moment of too much work. Ever more seldom, so
     * that those who stay out of reach do not hold up the first try of others.
     */
    private void tryAgain(PeerConnection peer, int seconds) {
        threads.executeIn(
                seconds,
                TimeUnit.SECONDS,
                () -> {
                    if (!peer.isClosed()) {
                        checkBack.check(
                                peer.contact(),
                                whyNot -> peer.then(() -> triedAgain(peer, whyNot, seconds)));
                    }
                });
    }

    private void triedAgain(PeerConnection peer, String whyNot, int seconds) {
        if (whyNot == null) {
            reached(peer, null);
        } else {
            tryAgain(peer, Math.min(2 * seconds, MOST_SECONDS));
        }
    }

    /** Nothing where the session has ended. */
    private Optional<Attached> attach(PeerConnection peer, PeerContact contact) {
        long session = peer.session().id();
        if (!attachments.keepSession(session)) {
            return Optional.empty();
        }
        Optional<Attachment> before = attachments.lock(session);
        boolean same = before.isPresent() && contact.equals(before.get().contact());
        if (before.isPresent() && !same) {
            List<Long> files = served.deleteAll(session);
            if (before.get().isListed()) {
                announcements.left(files, before.get().contact().fingerprint());
            }
        }
        boolean reachable = same && before.get().reachable();
        attachments.attach(peer.session(), peer.id(), self.number(), contact, reachable);
        return Optional.of(new Attached(sql.now(), ids(served.of(session))));
    }

    private void reached(PeerConnection peer, String whyNot) {
        if (!peer.isClosed()) {
            transactions.run(() -> setReachable(peer, whyNot == null));
            peer.send(new TrackerMessage.Reachability(whyNot == null, whyNot));
        }
    }

    private void setReachable(PeerConnection peer, boolean reachable) {
        long session = peer.session().id();
        Optional<Attachment> found = attachments.lock(session, peer.id());
        if (found.isEmpty() || found.get().reachable() == reachable) {
            return;
        }
        attachments.setReachable(session, reachable);
        List<ServingRows.Served> files = served.of(session);
        if (reachable) {
            announceAll(found.get(), files);
        } else {
            announcements.left(ids(files), found.get().contact().fingerprint());
        }
    }

    private void announceAll(Attachment attachment, List<ServingRows.Served> files) {
        for (boolean complete : new boolean[] {true, false}) {
            announcements.joined(
                    ids(files.stream().filter(file -> file.complete() == complete).toList()),
                    attachment.seeder(complete));
        }
    }

    private static List<Long> ids(List<ServingRows.Served> files) {
        return files.stream().map(ServingRows.Served::file).toList();
    }
}
