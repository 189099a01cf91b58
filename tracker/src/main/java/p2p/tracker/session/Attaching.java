package p2p.tracker.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Ended;
import p2p.tracker.cluster.ThisTracker;
import p2p.tracker.request.TokenBuckets;
import p2p.tracker.swarm.Attachments;
import p2p.tracker.swarm.Meetings;
import p2p.tracker.swarm.Punches;
import p2p.tracker.swarm.Serving;
import p2p.tracker.ticket.SigningKeys;

/** What happens when a peer says hello, and where it is. */
@ApplicationScoped
class Attaching {

    private static final int CHANGES = 10;

    private final AttachedPeers peers;
    private final Attachments attachments;
    private final Serving serving;
    private final Meetings meetings;
    private final Punches punches;
    private final CheckBack checkBack;
    private final SigningKeys keys;
    private final ThisTracker self;
    private final TokenBuckets<Long> changesOf;

    Attaching(
            AttachedPeers peers,
            Attachments attachments,
            Serving serving,
            Meetings meetings,
            Punches punches,
            CheckBack checkBack,
            SigningKeys keys,
            ThisTracker self,
            Clock clock) {
        this.peers = peers;
        this.attachments = attachments;
        this.serving = serving;
        this.meetings = meetings;
        this.punches = punches;
        this.checkBack = checkBack;
        this.keys = keys;
        this.self = self;
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
        var reaching =
                new Reaching(peer, contact, address.whyNot(), checkBack, attachments, meetings);
        reaching.wasAt(attached.contact().address(), attached.reachable());
        peer.greeted(attached.contact(), reaching);
        peers.replaceBy(peer);
        List<TrackerMessage.Revoked> revoked = peers.isIn(peer, attached.places(), attached.now());
        serving.expect(peer, attached.listedBefore(), attached.knows().served());
        peer.open(
                List.of(
                        new TrackerMessage.Welcome(
                                Messages.VERSION,
                                self.number(),
                                attached.now(),
                                keys.published(),
                                revoked,
                                peer.source(),
                                punches.areOn(),
                                attached.knows())));
        peer.then(reaching::begin);
    }

    /** More often than anybody moves, they are passed over. */
    void addressesAre(PeerConnection peer, List<HostPort> said) {
        peer.addressesTold();
        if (!changesOf.take(peer.session().id()).isPositive()) {
            Reaching reaching = peer.reaching();
            attachments.addressesAre(peer, ToldAddresses.passedOn(said, reaching.listening()));
            reaching.mappedAt(
                    peer.contact().encryption() == Encryption.ON
                            ? ToldAddresses.mapped(said, peer.source())
                            : Optional.empty());
        }
    }
}
