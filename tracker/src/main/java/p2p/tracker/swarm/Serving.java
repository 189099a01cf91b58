package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
class Serving {

    /** The time that a peer has to name its files after it attached again. */
    private static final long TO_NAME_SECONDS = 10;

    private final ServingRows rows;
    private final AttachmentRows attachments;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Announcements announcements;
    private final Transactions transactions;
    private final SwarmThreads threads;

    Serving(
            ServingRows rows,
            AttachmentRows attachments,
            Accounts accounts,
            Catalogue catalogue,
            Announcements announcements,
            Transactions transactions,
            SwarmThreads threads) {
        this.rows = rows;
        this.attachments = attachments;
        this.accounts = accounts;
        this.catalogue = catalogue;
        this.announcements = announcements;
        this.transactions = transactions;
        this.threads = threads;
    }

    /**
     * The session served these files over a connection before this one: those that the peer does
     * not name soon are no longer there.
     */
    void expect(PeerConnection peer, List<Long> files) {
        if (!files.isEmpty()) {
            peer.unnamed().addAll(files);
            threads.executeIn(
                    TO_NAME_SECONDS, TimeUnit.SECONDS, () -> peer.then(() -> endUnnamed(peer)));
        }
    }

    private void endUnnamed(PeerConnection peer) {
        if (!peer.isClosed() && !peer.unnamed().isEmpty()) {
            end(peer, session -> rows.delete(session, peer.unnamed()));
            peer.unnamed().clear();
        }
    }

    void serve(PeerConnection peer, List<PeerMessage.Served> files) {
        Answer answer = transactions.get(() -> serveNow(peer, files));
        answer.known.forEach(file -> peer.unnamed().remove(file.file()));
        Map<Integer, Long> known = new HashMap<>();
        answer.known.forEach(file -> known.put(file.index(), file.file()));
        for (int i = 0; i < files.size(); i++) {
            FileRef file = files.get(i).file();
            if (!known.containsKey(i)) {
                refuse(
                        peer,
                        file,
                        Refusal.NO_SUCH_FILE,
                        "You are not in '%s', or nobody shares this '%s' there."
                                .formatted(file.group(), file.file()));
            } else if (answer.stopped.contains(known.get(i))) {
                refuse(
                        peer,
                        file,
                        Refusal.NOT_SHARED,
                        "You have stopped sharing '%s' in '%s'."
                                .formatted(file.file(), file.group()));
            } else if (answer.tooMany.contains(known.get(i))) {
                refuse(peer, file, Refusal.TOO_MANY_SHARES, Catalogue.TOO_MANY);
            }
        }
    }

    private static void refuse(PeerConnection peer, FileRef file, Refusal why, String sentence) {
        peer.send(new TrackerMessage.ServeRefused(file, why.type(), sentence));
    }

    private record Answer(List<ServingRows.Known> known, Set<Long> stopped, Set<Long> tooMany) {}

    /** Locks in the order that all follow: account, membership, file, attachment. */
    private Answer serveNow(PeerConnection peer, List<PeerMessage.Served> files) {
        accounts.keep(peer.person());
        List<ServingRows.Known> known = rows.keep(peer.person(), files);
        Map<Long, PeerMessage.Served> asked = new LinkedHashMap<>();
        known.forEach(file -> asked.put(file.file(), files.get(file.index())));
        Optional<Attachment> attachment = attachments.keep(peer.session().id(), peer.id());
        if (attachment.isEmpty() || asked.isEmpty()) {
            return new Answer(known, Set.of(), Set.of());
        }
        List<Long> before = with(asked, PeerMessage.Served::shared);
        Set<Long> stopped = catalogue.notSharedBy(peer.person(), before);
        asked.keySet().removeAll(stopped);
        List<Long> whole = with(asked, file -> file.complete() && !file.shared());
        Set<Long> tooMany = catalogue.shareWhole(peer.person(), whole);
        asked.keySet().removeAll(tooMany);
        if (asked.isEmpty()) {
            return new Answer(known, stopped, tooMany);
        }
        List<ServingRows.Served> news =
                rows.serve(
                        peer.session().id(),
                        asked.entrySet().stream()
                                .map(file ->
                                        new ServingRows.Served(
                                                file.getKey(), file.getValue().complete()))
                                .toList());
        announce(attachment.get(), news, true);
        announce(attachment.get(), news, false);
        return new Answer(known, stopped, tooMany);
    }

    private static List<Long> with(
            Map<Long, PeerMessage.Served> files, Predicate<PeerMessage.Served> what) {
        return files.keySet().stream().filter(file -> what.test(files.get(file))).toList();
    }

    private void announce(Attachment attachment, List<ServingRows.Served> news, boolean complete) {
        if (attachment.isListed()) {
            announcements.joined(with(news, complete), attachment.seeder(complete));
        }
    }

    private static List<Long> with(List<ServingRows.Served> files, boolean complete) {
        return files.stream()
                .filter(file -> file.complete() == complete)
                .map(ServingRows.Served::file)
                .toList();
    }

    void unserve(PeerConnection peer, List<FileRef> files) {
        end(peer, session -> rows.deleteNamed(session, files));
    }

    private void end(PeerConnection peer, LongFunction<List<Long>> delete) {
        transactions.run(() -> {
            Optional<Attachment> attachment = attachments.keep(peer.session().id(), peer.id());
            if (attachment.isPresent()) {
                List<Long> gone = delete.apply(peer.session().id());
                if (attachment.get().isListed()) {
                    announcements.left(gone, attachment.get().contact().fingerprint());
                }
            }
        });
    }
}
