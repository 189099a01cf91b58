package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.Devices;
import p2p.tracker.catalog.Catalogue;
import p2p.tracker.catalog.SharedFile;
import p2p.tracker.refusal.Refused;
import p2p.tracker.relay.Meeting;
import p2p.tracker.relay.MeetingCheck;
import p2p.tracker.relay.Relays;
import p2p.tracker.request.TokenBuckets;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** Who meets whom at a relay. Both have proved their keys. */
@ApplicationScoped
public class Meetings implements MeetingCheck {

    private static final int OF_TWO = 20;
    private static final int OF_ONE = 120;

    private final Relays relays;
    private final Devices devices;
    private final Catalogue catalogue;
    private final AttachmentTable attachments;
    private final ServingTable serving;
    private final Announcements announcements;
    private final Sql sql;
    private final Transactions transactions;
    private final TokenBuckets<Two> byTwo;
    private final TokenBuckets<Long> byDownloader;

    private record Two(long downloader, Fingerprint seeder) {}

    Meetings(
            Relays relays,
            Devices devices,
            Catalogue catalogue,
            AttachmentTable attachments,
            ServingTable serving,
            Announcements announcements,
            Sql sql,
            Transactions transactions,
            Clock clock) {
        this.relays = relays;
        this.devices = devices;
        this.catalogue = catalogue;
        this.attachments = attachments;
        this.serving = serving;
        this.announcements = announcements;
        this.sql = sql;
        this.transactions = transactions;
        byTwo = new TokenBuckets<>(OF_TWO, Duration.ofSeconds(3), clock);
        byDownloader = new TokenBuckets<>(OF_ONE, Duration.ofMillis(500), clock);
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
        if (asksTooOften(new Two(peer.person().id(), seeder))) {
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

    private boolean asksTooOften(Two two) {
        if (byDownloader.take(two.downloader()).isPositive()) {
            return true;
        }
        boolean tooOften = byTwo.take(two).isPositive();
        if (tooOften) {
            byDownloader.giveBack(two.downloader());
        }
        return tooOften;
    }

    /**
     * Locks as all do: membership, file, attachments, what is served. Whoever ends a right waits
     * for this transaction, and the relay hears of the end after it has heard of the meeting.
     */
    private TrackerMessage arrange(SwarmPeer peer, FileRef ref, Fingerprint seeder) {
        Optional<Relays.Relay> relay = relays.choose();
        if (relay.isEmpty()) {
            return new TrackerMessage.NoWay(ref, seeder, "No tracker is a relay just now.", false);
        }
        SharedFile file = catalogue.requireAndKeep(peer.person(), ref);
        long session = peer.session().id();
        List<Attachment> both = attachments.keepForMeeting(session, peer.id(), seeder);
        Optional<Attachment> own =
                both.stream().filter(each -> each.session() == session).findFirst();
        Optional<Attachment> other =
                both.stream()
                        .filter(each -> each.session() != session)
                        .filter(each -> serving.keep(each.session(), file.id()))
                        .findFirst();
        Fingerprint key = peer.contact().fingerprint();
        if (own.isEmpty() || !devices.hasProved(session, key)) {
            return new TrackerMessage.NoWay(
                    ref, seeder, "This peer has to log in anew before it may use a relay.", false);
        }
        if (other.isEmpty()) {
            return new TrackerMessage.NoWay(
                    ref,
                    seeder,
                    "The one who has the file is not at hand for a relay any more.",
                    true);
        }
        Relays.Passes passes =
                relays.arrange(
                        relay.get(),
                        sql.now(),
                        file.id(),
                        file.group().name(),
                        file.content(),
                        new Meeting.Party(session, peer.person().name(), key),
                        new Meeting.Party(
                                other.get().session(), other.get().person().name(), seeder));
        announcements.toSession(
                other.get().session(),
                new TrackerMessage.Dial(
                        relay.get().address(), passes.seeder(), peer.person().name()));
        return new TrackerMessage.Way(ref, seeder, relay.get().address(), passes.downloader());
    }

    @Override
    public boolean stands(Meeting meeting) {
        return transactions.get(() -> serving.stands(meeting));
    }
}
