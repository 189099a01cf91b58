package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.Accounts;
import p2p.tracker.catalog.Catalogue;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.store.Transactions;

/** What peers say of the files that they have. */
@ApplicationScoped
public class Serving {

    /** The time that a peer has to name its files after it attached again. */
    private static final long TO_NAME_SECONDS = 10;

    private final ServingTable table;
    private final AttachmentTable attachments;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Announcements announcements;
    private final Transactions transactions;

    Serving(
            ServingTable table,
            AttachmentTable attachments,
            Accounts accounts,
            Catalogue catalogue,
            Announcements announcements,
            Transactions transactions) {
        this.table = table;
        this.attachments = attachments;
        this.accounts = accounts;
        this.catalogue = catalogue;
        this.announcements = announcements;
        this.transactions = transactions;
    }

    /**
     * The session served these files over a connection before this one: those that the peer does
     * not name soon are no longer there. The hash is theirs.
     */
    public void expect(SwarmPeer peer, List<Long> files, String hash) {
        if (!files.isEmpty()) {
            peer.files().unnamed().addAll(files);
            peer.files().servedBefore(hash);
            peer.thenIn(TO_NAME_SECONDS, () -> endUnnamed(peer));
        }
    }

    /** All that the session served before is still there, if it is this. */
    public void asBefore(SwarmPeer peer, String served) {
        if (served.equals(peer.files().servedBefore())) {
            peer.files().unnamed().clear();
        }
    }

    private void endUnnamed(SwarmPeer peer) {
        if (!peer.isClosed() && !peer.files().unnamed().isEmpty()) {
            end(peer, session -> table.delete(session, peer.files().unnamed()));
            peer.files().unnamed().clear();
        }
    }

    public void serve(SwarmPeer peer, List<PeerMessage.Served> files) {
        Outcome outcome = transactions.get(() -> serveNow(peer, files));
        outcome.known.forEach(file -> peer.files().unnamed().remove(file.file()));
        Map<Integer, Long> known = new HashMap<>();
        outcome.known.forEach(file -> known.put(file.index(), file.file()));
        for (int i = 0; i < files.size(); i++) {
            FileRef file = files.get(i).file();
            if (!known.containsKey(i)) {
                refuse(
                        peer,
                        file,
                        Refusal.NO_SUCH_FILE,
                        "You are not in '%s', or nobody shares this '%s' there."
                                .formatted(file.group(), file.file()));
            } else if (outcome.stopped.contains(known.get(i))) {
                refuse(
                        peer,
                        file,
                        Refusal.NOT_SHARED,
                        "You have stopped sharing '%s' in '%s'."
                                .formatted(file.file(), file.group()));
            } else if (outcome.tooMany.contains(known.get(i))) {
                refuse(peer, file, Refusal.TOO_MANY_SHARES, catalogue.tooMany());
            }
        }
    }

    private static void refuse(SwarmPeer peer, FileRef file, Refusal why, String sentence) {
        peer.send(new TrackerMessage.ServeRefused(file, why.type(), sentence));
    }

    private record Outcome(List<ServingTable.Known> known, Set<Long> stopped, Set<Long> tooMany) {}

    /** Locks in the order that all follow: account, membership, file, attachment. */
    private Outcome serveNow(SwarmPeer peer, List<PeerMessage.Served> files) {
        accounts.keep(peer.person());
        List<ServingTable.Known> known = table.keep(peer.person(), files);
        Map<Long, PeerMessage.Served> asked = new LinkedHashMap<>();
        known.forEach(file -> asked.put(file.file(), files.get(file.index())));
        Optional<Attachment> attachment = attachments.keep(peer.session().id(), peer.id());
        if (attachment.isEmpty() || asked.isEmpty()) {
            return new Outcome(known, Set.of(), Set.of());
        }
        List<Long> before = with(asked, PeerMessage.Served::shared);
        Set<Long> stopped = catalogue.notSharedBy(peer.person(), before);
        asked.keySet().removeAll(stopped);
        List<Long> whole = with(asked, file -> file.complete() && !file.shared());
        Set<Long> tooMany = catalogue.shareWhole(peer.person(), whole);
        asked.keySet().removeAll(tooMany);
        if (asked.isEmpty()) {
            return new Outcome(known, stopped, tooMany);
        }
        catalogue.hold(peer.session(), with(asked, file -> file.complete() || file.shared()));
        List<ServingTable.Served> news =
                table.serve(
                        peer.session().id(),
                        asked.entrySet().stream()
                                .map(file ->
                                        new ServingTable.Served(
                                                file.getKey(), file.getValue().complete()))
                                .toList());
        announce(attachment.get(), news, true);
        announce(attachment.get(), news, false);
        return new Outcome(known, stopped, tooMany);
    }

    private static List<Long> with(
            Map<Long, PeerMessage.Served> files, Predicate<PeerMessage.Served> what) {
        return files.keySet().stream().filter(file -> what.test(files.get(file))).toList();
    }

    private void announce(Attachment attachment, List<ServingTable.Served> news, boolean complete) {
        if (attachment.reachable()) {
            announcements.joined(with(news, complete), attachment.seeder(complete));
            return;
        }
        if (attachment.relayed()) {
            announcements.relayed(with(news, complete), attachment.seeder(complete));
        }
        if (attachment.unchecked()) {
            announcements.unchecked(with(news, complete), attachment.seeder(complete));
        }
    }

    private static List<Long> with(List<ServingTable.Served> files, boolean complete) {
        return files.stream()
                .filter(file -> file.complete() == complete)
                .map(ServingTable.Served::file)
                .toList();
    }

    public void unserve(SwarmPeer peer, List<FileRef> files) {
        end(peer, session -> table.deleteNamed(session, files));
    }

    private void end(SwarmPeer peer, LongFunction<List<Long>> delete) {
        transactions.run(() -> {
            Optional<Attachment> attachment = attachments.keep(peer.session().id(), peer.id());
            if (attachment.isPresent()) {
                List<Long> gone = delete.apply(peer.session().id());
                attachment.get().listed().ifPresent(seeder -> announcements.left(gone, seeder));
            }
        });
    }
}
