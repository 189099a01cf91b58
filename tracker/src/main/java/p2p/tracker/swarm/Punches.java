package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import p2p.protocol.HostPort;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.Devices;
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
    private static final int ANSWERS = 120;

    private final boolean on;
    private final Relays relays;
    private final Devices devices;
    private final Pairs pairs;
    private final Announcements announcements;
    private final Sql sql;
    private final Transactions transactions;
    private final PairBounds bounds;
    private final TokenBuckets<Long> answering;

    Punches(
            @ConfigProperty(name = "p2p.punch", defaultValue = "on") boolean on,
            Relays relays,
            Devices devices,
            Pairs pairs,
            Announcements announcements,
            Sql sql,
            Transactions transactions,
            Clock clock) {
        this.on = on;
        this.relays = relays;
        this.devices = devices;
        this.pairs = pairs;
        this.announcements = announcements;
        this.sql = sql;
        this.transactions = transactions;
        bounds = new PairBounds(48, Duration.ofSeconds(1), 120, Duration.ofMillis(500), clock);
        answering = new TokenBuckets<>(ANSWERS, Duration.ofMillis(500), clock);
    }

    /** Whether peers may ask for that here. */
    public boolean areOn() {
        return on;
    }

    /** Nothing comes of one that may not be, or is asked for too often: the peer waits in vain. */
    public void asked(SwarmPeer peer, PeerMessage.Punch punch) {
        if (!on || bounds.asksTooOften(peer, punch.fingerprint())) {
            return;
        }
        try {
            transactions.run(() -> ask(peer, punch));
        } catch (Refused e) {
            LOG.debugf("%s is not let through: %s", peer.person().name(), e.getMessage());
        }
    }

    private void ask(SwarmPeer peer, PeerMessage.Punch punch) {
        Pairs.Pair pair = pairs.keepForPunch(peer, punch.file(), punch.fingerprint());
        if (!pair.isProved() || pair.seeder().isEmpty()) {
            return;
        }
        Attachment seeder = pair.seeder().get();
        var pass =
                new PunchPass(
                        peer.session().id(),
                        seeder.session(),
                        punch.file(),
                        punch.fingerprint(),
                        peer.source(),
                        sql.now());
        if (!pass.leadsTo(seenAt(seeder))
                || !devices.hasProved(seeder.session(), punch.fingerprint())) {
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
