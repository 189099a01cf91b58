package p2p.tracker.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import p2p.protocol.HostPort;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Ended;
import p2p.tracker.cluster.ThisTracker;
import p2p.tracker.request.TokenBuckets;
import p2p.tracker.swarm.Attachments;
import p2p.tracker.swarm.Meetings;
import p2p.tracker.swarm.Serving;
import p2p.tracker.ticket.SigningKeys;

/** What happens when a peer says hello, and when the tracker has tried to reach it. */
@ApplicationScoped
class Attaching {

    private static final int AGAIN_SECONDS = 10;
    private static final int MOST_SECONDS = 640;
    private static final int CHANGES = 10;

    private final AttachedPeers peers;
    private final Attachments attachments;
    private final Serving serving;
    private final Meetings meetings;
    private final CheckBack checkBack;
    private final SigningKeys keys;
    private final ThisTracker self;
    private final SessionThreads threads;
    private final TokenBuckets<Long> changesOf;

    Attaching(
            AttachedPeers peers,
            Attachments attachments,
            Serving serving,
            Meetings meetings,
            CheckBack checkBack,
            SigningKeys keys,
            ThisTracker self,
            SessionThreads threads,
            Clock clock) {
        this.peers = peers;
        this.attachments = attachments;
        this.serving = serving;
        this.meetings = meetings;
        this.checkBack = checkBack;
        this.keys = keys;
        this.self = self;
        this.threads = threads;
        changesOf = new TokenBuckets<>(CHANGES, Duration.ofSeconds(6), clock);
    }

    void hello(PeerConnection peer, PeerMessage.Hello hello, CheckBack.Address address) {
        if (!self.isUp()) {
            peer.goodbye("The tracker is not ready.").subscribe().with(_ -> {});
            return;
        }
        var contact = new PeerContact(address.contact(), hello.fingerprint(), hello.encryption());
        // Added before the database is asked, so that the session's end cannot be missed.
        peers.add(peer);
        switch (attachments.attach(peer, self.number(), contact)) {
            case Attachments.Attached attached -> attached(peer, contact, attached, address);
            case Attachments.SessionOver _ ->
                    turnAway(peer, Ended.LOGGED_OUT, "You have been logged out.");
            case Attachments.FingerprintTaken _ ->
                    turnAway(
                            peer,
                            Ended.FINGERPRINT_TAKEN,
                            "Another account's peer has the fingerprint that this one names; prove"
                                    + " that the key is yours by logging in again.");
        }
    }

    private void turnAway(PeerConnection peer, String code, String sentence) {
        peers.remove(peer);
        peer.end(new Ended(code, sentence));
    }

    private void attached(
            PeerConnection peer,
            PeerContact contact,
            Attachments.Attached attached,
            CheckBack.Address address) {
        peer.greeted(contact);
        peers.replaceBy(peer);
        List<TrackerMessage.Revoked> revoked = peers.isIn(peer, attached.places(), attached.now());
        serving.expect(peer, attached.listedBefore());
        peer.open(
                List.of(
                        new TrackerMessage.Welcome(
                                Messages.VERSION,
                                self.number(),
                                attached.now(),
                                keys.published(),
                                revoked,
                                peer.source())));
        check(peer, address, whyNot -> tried(peer, address, whyNot));
    }

    /** More often than anybody moves, they are passed over. */
    void addressesAre(PeerConnection peer, List<HostPort> said) {
        peer.addressesTold();
        if (!changesOf.take(peer.session().id()).isPositive()) {
            attachments.addressesAre(peer, ToldAddresses.passedOn(said, peer.contact().address()));
        }
    }

    private void check(
            PeerConnection peer, CheckBack.Address address, Consumer<Optional<String>> done) {
        if (address.whyNot().isEmpty()) {
            checkBack.check(
                    peer.contact(),
                    peer.source(),
                    peer.person().id(),
                    whyNot -> peer.then(() -> done.accept(whyNot)));
        } else {
            peer.then(() -> done.accept(address.whyNot()));
        }
    }

    private void tried(PeerConnection peer, CheckBack.Address address, Optional<String> whyNot) {
        boolean relayed = reached(peer, whyNot);
        if (whyNot.isPresent()) {
            tryAgain(peer, address, relayed, AGAIN_SECONDS);
        }
    }

    /**
     * What was in the way may go, a firewall or a moment of too much work, and a relay may come.
     * Ever more seldom, so that those who stay out of reach do not hold up the first try of others.
     */
    private void tryAgain(
            PeerConnection peer, CheckBack.Address address, boolean relayed, int seconds) {
        threads.executeIn(
                seconds,
                TimeUnit.SECONDS,
                () -> {
                    if (!peer.isClosed()) {
                        check(
                                peer,
                                address,
                                whyNot -> triedAgain(peer, address, whyNot, relayed, seconds));
                    }
                });
    }

    private void triedAgain(
            PeerConnection peer,
            CheckBack.Address address,
            Optional<String> whyNot,
            boolean relayed,
            int seconds) {
        if (whyNot.isEmpty()) {
            reached(peer, whyNot);
        } else {
            boolean relayedNow =
                    relayed || (meetings.mayBeOpenNowTo(peer) && reached(peer, whyNot));
            tryAgain(peer, address, relayedNow, Math.min(2 * seconds, MOST_SECONDS));
        }
    }

    /** Whether the peer was told that there is a relay for it. */
    private boolean reached(PeerConnection peer, Optional<String> whyNot) {
        if (peer.isClosed()) {
            return false;
        }
        attachments.setReachable(peer, whyNot.isEmpty());
        boolean relay = whyNot.isPresent() && meetings.areOpenTo(peer);
        peer.send(new TrackerMessage.Reachability(whyNot.isEmpty(), whyNot.orElse(null), relay));
        return relay;
    }
}
