package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.Devices;
import p2p.tracker.catalog.SharedFile;
import p2p.tracker.refusal.Refused;
import p2p.tracker.relay.Meeting;
import p2p.tracker.relay.MeetingCheck;
import p2p.tracker.relay.Relays;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** Who meets whom at a relay. Both have proved their keys. */
@ApplicationScoped
public class Meetings implements MeetingCheck {

    private final Relays relays;
    private final Devices devices;
    private final Pairs pairs;
    private final AttachmentTable attachments;
    private final ServingTable serving;
    private final Announcements announcements;
    private final Sql sql;
    private final Transactions transactions;
    private final PairBounds bounds;

    Meetings(
            Relays relays,
            Devices devices,
            Pairs pairs,
            AttachmentTable attachments,
            ServingTable serving,
            Announcements announcements,
            Sql sql,
            Transactions transactions,
            Clock clock) {
        this.relays = relays;
        this.devices = devices;
        this.pairs = pairs;
        this.attachments = attachments;
        this.serving = serving;
        this.announcements = announcements;
        this.sql = sql;
        this.transactions = transactions;
        bounds = new PairBounds(20, Duration.ofSeconds(3), 120, Duration.ofMillis(500), clock);
    }

    /** Whether others can be told of a peer that cannot be reached. */
    public boolean areOpenTo(SwarmPeer peer) {
        return relays.isAny()
                && devices.hasProved(peer.session().id(), peer.contact().fingerprint());
    }

    /** The same for one that was told that they are not, without asking each time. */
    public boolean mayBeOpenNowTo(SwarmPeer peer) {
        return relays.wasAnyLately() && areOpenTo(peer);
    }

    /** The peer can come to a relay: from now on others are told of it. */
    public void relayable(SwarmPeer peer) {
        transactions.run(() -> {
            long session = peer.session().id();
            Optional<Attachment> found = attachments.lock(session, peer.id());
            if (found.filter(it -> !it.reachable() && !it.relayed()).isPresent()
                    && areOpenTo(peer)) {
                attachments.setRelayed(session);
                announcements.allRelayed(serving.of(session), found.get());
            }
        });
    }

    public void meet(SwarmPeer peer, FileRef ref, Fingerprint seeder) {
        peer.send(answer(peer, ref, seeder));
    }

    private TrackerMessage answer(SwarmPeer peer, FileRef ref, Fingerprint seeder) {
        if (bounds.asksTooOften(peer, seeder)) {
            return new TrackerMessage.NoWay(
                    ref,
                    seeder,
                    "The peer has asked for a relay very often; it asks again in some seconds.",
                    true);
        }
        try {
            return transactions.get(() -> arrange(peer, ref, seeder));
        } catch (Refused e) {
            return new TrackerMessage.NoWay(ref, seeder, e.getMessage(), false);
        }
    }

    /** The relay hears of the end of a right after it has heard of the meeting. */
    private TrackerMessage arrange(SwarmPeer peer, FileRef ref, Fingerprint seeder) {
        Optional<Relays.Relay> relay = relays.choose();
        if (relay.isEmpty()) {
            return new TrackerMessage.NoWay(ref, seeder, "No tracker is a relay just now.", false);
        }
        Pairs.Pair pair = pairs.keepForMeeting(peer, ref, seeder);
        if (!pair.isProved()) {
            return new TrackerMessage.NoWay(
                    ref, seeder, "This peer has to log in anew before it may use a relay.", false);
        }
        if (pair.seeder().isEmpty()) {
            return new TrackerMessage.NoWay(
                    ref,
                    seeder,
                    "The one who has the file is not at hand for a relay any more.",
                    true);
        }
        SharedFile file = pair.file();
        Attachment other = pair.seeder().get();
        Relays.Passes passes =
                relays.arrange(
                        relay.get(),
                        sql.now(),
                        file.id(),
                        file.group().name(),
                        file.content(),
                        new Meeting.Party(
                                peer.session().id(),
                                peer.person().name(),
                                peer.contact().fingerprint()),
                        new Meeting.Party(other.session(), other.person().name(), seeder));
        announcements.toSession(
                other.session(),
                new TrackerMessage.Dial(
                        relay.get().address(), passes.seeder(), peer.person().name()));
        return new TrackerMessage.Way(ref, seeder, relay.get().address(), passes.downloader());
    }

    @Override
    public boolean stands(Meeting meeting) {
        return transactions.get(() -> serving.stands(meeting));
    }
}
