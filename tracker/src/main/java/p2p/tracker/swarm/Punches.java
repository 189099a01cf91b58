package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.Devices;
import p2p.tracker.catalog.Catalogue;
import p2p.tracker.catalog.SharedFile;
import p2p.tracker.refusal.Refused;
import p2p.tracker.relay.Relays;
import p2p.tracker.request.TokenBuckets;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/**
 * Has two peers connect to each other at the same moment, so that the routers of both let the other
 * one in. Both have proved their keys; where each is, the trackers see, and only the ports are its
 * own word.
 */
@ApplicationScoped
public class Punches {

    private static final Logger LOG = Logger.getLogger(Punches.class);
    private static final int OF_TWO = 48;
    private static final int OF_ONE = 120;

    private final boolean on;
    private final Relays relays;
    private final Devices devices;
    private final Catalogue catalogue;
    private final AttachmentTable attachments;
    private final ServingTable serving;
    private final Announcements announcements;
    private final Sql sql;
    private final Transactions transactions;
    private final TokenBuckets<Two> byTwo;
    private final TokenBuckets<Long> asking;
    private final TokenBuckets<Long> answering;

    private record Two(long downloader, Fingerprint seeder) {}

    Punches(
            @ConfigProperty(name = "p2p.punch", defaultValue = "on") boolean on,
            Relays relays,
            Devices devices,
            Catalogue catalogue,
            AttachmentTable attachments,
            ServingTable serving,
            Announcements announcements,
            Sql sql,
            Transactions transactions,
            Clock clock) {
        this.on = on;
        this.relays = relays;
        this.devices = devices;
        this.catalogue = catalogue;
        this.attachments = attachments;
        this.serving = serving;
        this.announcements = announcements;
        this.sql = sql;
        this.transactions = transactions;
        byTwo = new TokenBuckets<>(OF_TWO, Duration.ofSeconds(1), clock);
        asking = new TokenBuckets<>(OF_ONE, Duration.ofMillis(500), clock);
        answering = new TokenBuckets<>(OF_ONE, Duration.ofMillis(500), clock);
    }

    /** Whether peers may ask for that here. */
    public boolean areOn() {
        return on;
    }

    /** Nothing comes of one that may not be, or is asked for too often: the peer waits in vain. */
    public void asked(SwarmPeer peer, PeerMessage.Punch punch) {
        if (!on || asksTooOften(new Two(peer.person().id(), punch.fingerprint()))) {
            return;
        }
        try {
            transactions.run(() -> ask(peer, punch));
        } catch (Refused e) {
            LOG.debugf("%s is not let through: %s", peer.person().name(), e.getMessage());
        }
    }

    private boolean asksTooOften(Two two) {
        if (asking.take(two.downloader()).isPositive()) {
            return true;
        }
        boolean tooOften = byTwo.take(two).isPositive();
        if (tooOften) {
            asking.giveBack(two.downloader());
        }
        return tooOften;
    }

    /** Locks as a meeting at a relay does. */
    private void ask(SwarmPeer peer, PeerMessage.Punch punch) {
        FileRef ref = punch.file();
        SharedFile file = catalogue.requireAndKeep(peer.person(), ref);
        long session = peer.session().id();
        List<Attachment> both = attachments.keepForPunch(session, peer.id(), punch.fingerprint());
        boolean isHere = both.stream().anyMatch(each -> each.session() == session);
        Optional<Attachment> seeder =
                both.stream()
                        .filter(each -> each.session() != session)
                        .filter(each -> serving.keep(each.session(), file.id()))
                        .findFirst();
        if (!isHere
                || seeder.isEmpty()
                || !devices.hasProved(session, peer.contact().fingerprint())
                || !devices.hasProved(seeder.get().session(), punch.fingerprint())) {
            return;
        }
        var pass =
                new PunchPass(
                        session,
                        seeder.get().session(),
                        ref,
                        punch.fingerprint(),
                        peer.source(),
                        sql.now());
        if (!pass.leadsTo(seenAt(seeder.get()))) {
            return;
        }
        announcements.toSession(
                pass.seeder(),
                new TrackerMessage.PunchAsked(
                        relays.seal(pass.bytes()), at(peer, punch.ports()), peer.person().name()));
    }

    private static String seenAt(Attachment seeder) {
        return seeder.contact().map(contact -> contact.address().host()).orElse("");
    }

    /** The downloader hears of it, at whichever tracker it is. */
    public void ready(SwarmPeer peer, PeerMessage.PunchReady ready) {
        if (answering.take(peer.person().id()).isPositive()) {
            return;
        }
        relays.open(ready.pass())
                .flatMap(PunchPass::of)
                .filter(pass -> pass.seeder() == peer.session().id())
                .filter(pass -> pass.leadsTo(peer.source()))
                .ifPresent(pass -> transactions.run(() -> answer(peer, pass, ready)));
    }

    private void answer(SwarmPeer peer, PunchPass pass, PeerMessage.PunchReady ready) {
        if (pass.isGoodAt(sql.now())) {
            announcements.toSession(
                    pass.downloader(),
                    new TrackerMessage.PunchNow(
                            pass.file(), pass.fingerprint(), at(peer, ready.ports())));
        }
    }

    private static List<HostPort> at(SwarmPeer peer, List<Integer> ports) {
        return ports.stream().distinct().map(port -> new HostPort(peer.source(), port)).toList();
    }
}
