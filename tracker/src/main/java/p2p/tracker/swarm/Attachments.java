package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.TrackerMessage.Ended;
import p2p.protocol.session.TrackerMessage.Knows;
import p2p.tracker.account.Devices;
import p2p.tracker.account.LiveSession;
import p2p.tracker.account.PeerPresence;
import p2p.tracker.account.Sessions;
import p2p.tracker.catalog.Catalogue;
import p2p.tracker.group.Memberships;
import p2p.tracker.group.Place;
import p2p.tracker.relay.Relays;
import p2p.tracker.store.Transactions;
import p2p.tracker.swarm.ServingTable.ServedBefore;

/** Peers come, and are found to be in reach or not; those who want their files hear of it. */
@ApplicationScoped
public class Attachments implements PeerPresence {

    private final AttachmentTable attachments;
    private final ServingTable serving;
    private final Announcements announcements;
    private final Sessions sessions;
    private final Devices devices;
    private final Relays relays;
    private final Memberships memberships;
    private final Catalogue catalogue;
    private final Transactions transactions;

    Attachments(
            AttachmentTable attachments,
            ServingTable serving,
            Announcements announcements,
            Sessions sessions,
            Devices devices,
            Relays relays,
            Memberships memberships,
            Catalogue catalogue,
            Transactions transactions) {
        this.attachments = attachments;
        this.serving = serving;
        this.announcements = announcements;
        this.sessions = sessions;
        this.devices = devices;
        this.relays = relays;
        this.memberships = memberships;
        this.catalogue = catalogue;
        this.transactions = transactions;
    }

    /** What came of a hello. */
    public sealed interface Outcome {}

    /**
     * When it was attached, whether it is known to be in reach still, the files that its session
     * served before, what is known of it, and its groups.
     */
    public record Attached(
            Instant now,
            PeerContact contact,
            boolean reachable,
            List<Long> listedBefore,
            Knows knows,
            List<Place> places)
            implements Outcome {}

    public record SessionOver() implements Outcome {}

    /** Somebody else has this fingerprint. */
    public record FingerprintTaken() implements Outcome {}

    public Outcome attach(SwarmPeer peer, int tracker, PeerContact contact) {
        return transactions.get(() -> attachNow(peer, tracker, contact));
    }

    private Outcome attachNow(SwarmPeer peer, int tracker, PeerContact contact) {
        long session = peer.session().id();
        if (!sessions.keep(session)) {
            return new SessionOver();
        }
        List<Attachment> naming = attachments.lockNaming(session, contact.fingerprint());
        List<Attachment> others =
                naming.stream().filter(each -> !each.person().equals(peer.person())).toList();
        if (!hasRightTo(contact.fingerprint(), peer, others)) {
            return new FingerprintTaken();
        }
        others.forEach(this::giveWay);
        Optional<Attachment> before =
                naming.stream().filter(each -> each.session() == session).findFirst();
        Optional<PeerContact> known =
                before.flatMap(Attachment::contact)
                        .filter(it -> isThere(it, contact, before.get().reachable()));
        boolean same = known.isPresent();
        PeerContact kept = known.orElse(contact);
        if (before.isPresent() && !same) {
            List<Long> left = serving.deleteAll(session);
            before.get().listed().ifPresent(seeder -> announcements.left(left, seeder));
            if (before.get().contact().filter(it -> isOf(it, contact)).isEmpty()) {
                announcements.ticketsEnd(before.get());
            }
        }
        boolean reachable = same && before.get().reachable();
        boolean wasRelayed = same && before.get().relayed();
        boolean relayed = wasRelayed && relays.isAny();
        boolean told = same && before.get().told().isPresent();
        Instant now =
                attachments.attach(
                        peer.session(), peer.id(), tracker, kept, reachable, relayed, told);
        ServedBefore served = same ? serving.servedBefore(session) : ServedBefore.NOTHING;
        if (wasRelayed && !relayed) {
            announcements.left(served.files(), contact.fingerprint());
            if (before.get().unchecked()) {
                announcements.allUnchecked(serving.of(session), before.get());
            }
        }
        var knows = new Knows(catalogue.hashOfShares(peer.person()), served.hash());
        return new Attached(
                now, kept, reachable, served.files(), knows, memberships.of(peer.person()));
    }

    /** A router may let others in at another port than that at which it listens. */
    private static boolean isThere(PeerContact before, PeerContact now, boolean isReachable) {
        boolean isAtSameHost = before.address().host().equals(now.address().host());
        return before.equals(now)
                || (isReachable
                        && isAtSameHost
                        && before.encryption() == Encryption.ON
                        && now.encryption() == Encryption.ON
                        && before.fingerprint().equals(now.fingerprint()));
    }

    /** Who has proved the key needs to wait only for another that has, and is there. */
    private boolean hasRightTo(Fingerprint key, SwarmPeer peer, List<Attachment> others) {
        if (!devices.hasProved(peer.session().id(), key)) {
            return others.isEmpty() && !devices.isProvedByOther(peer.person(), key);
        }
        return others.stream()
                .noneMatch(other ->
                        devices.hasProved(other.session(), key)
                                && attachments.isConnected(other.session()));
    }

    /** Nobody who knows the fingerprint's owner hears of the owner's end by this. */
    private void giveWay(Attachment other) {
        List<Long> files = serving.deleteAll(other.session());
        other.listed().ifPresent(seeder -> announcements.left(files, seeder));
        announcements.ticketsEnd(other);
        attachments.detach(other.session());
        announcements.toSession(
                other.session(),
                new Ended(
                        Ended.FINGERPRINT_TAKEN,
                        "Another account has proved that your peer's key is its own."));
    }

    private static boolean isOf(PeerContact before, PeerContact now) {
        return before.fingerprint().equals(now.fingerprint());
    }

    @Override
    public boolean isGone(LiveSession session) {
        return attachments.isLost(session.id());
    }

    @Override
    public boolean isThere(LiveSession session) {
        return attachments.isConnected(session.id());
    }

    /**
     * Whether the peer can be reached at its contact's address, which may be another than before.
     */
    public void setReachable(SwarmPeer peer, boolean reachable) {
        transactions.run(() -> setReachableNow(peer, reachable));
    }

    private void setReachableNow(SwarmPeer peer, boolean reachable) {
        long session = peer.session().id();
        Optional<Attachment> found = attachments.lock(session, peer.id());
        if (found.isEmpty()) {
            return;
        }
        Attachment before = found.get();
        Attachment now = before.tried(peer.contact(), reachable);
        if (now.equals(before)) {
            return;
        }
        attachments.setReachable(session, reachable, peer.contact().address());
        List<ServingTable.Served> files = serving.of(session);
        if (reachable) {
            announcements.allJoined(files, now);
        } else {
            announcements.left(ids(files), peer.contact().fingerprint());
            if (now.unchecked()) {
                announcements.allUnchecked(files, now);
            }
        }
    }

    /** What the peer says that its addresses are; those who want its files hear of a change. */
    public void addressesAre(SwarmPeer peer, List<HostPort> addresses) {
        transactions.run(() -> {
            long session = peer.session().id();
            Optional<Attachment> found = attachments.lock(session, peer.id());
            if (found.isEmpty() || found.get().told().filter(addresses::equals).isPresent()) {
                return;
            }
            attachments.setTold(session, addresses);
            Attachment now = found.get().at(addresses);
            List<ServingTable.Served> files = serving.of(session);
            if (now.reachable()) {
                announcements.allJoined(files, now);
            } else if (now.unchecked() || found.get().unchecked()) {
                announcements.allUnchecked(files, now);
            }
        });
    }

    private static List<Long> ids(List<ServingTable.Served> files) {
        return files.stream().map(ServingTable.Served::file).toList();
    }
}
