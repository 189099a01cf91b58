package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.Accounts;
import p2p.tracker.api.Refusal;
import p2p.tracker.catalog.Catalogue;
import p2p.tracker.store.Transactions;

/** What peers say of the files that they have. */
@ApplicationScoped
class Serving {

    private final ServingRows rows;
    private final AttachmentRows attachments;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Announcements announcements;
    private final Transactions transactions;

    Serving(
            ServingRows rows,
            AttachmentRows attachments,
            Accounts accounts,
            Catalogue catalogue,
            Announcements announcements,
            Transactions transactions) {
        this.rows = rows;
        this.attachments = attachments;
        this.accounts = accounts;
        this.catalogue = catalogue;
        this.announcements = announcements;
        this.transactions = transactions;
    }

    void serve(PeerConnection peer, List<PeerMessage.Served> files) {
        Set<Integer> known = transactions.get(() -> serveNow(peer, files));
        for (int i = 0; i < files.size(); i++) {
            if (!known.contains(i)) {
                FileRef file = files.get(i).file();
                peer.send(
                        new TrackerMessage.ServeRefused(
                                file,
                                Refusal.NO_SUCH_FILE.type(),
                                "You are not in '%s', or nobody shares this '%s' there."
                                        .formatted(file.group(), file.file())));
            }
        }
    }

    /** Locks in the order that all follow: account, membership, file, attachment. */
    private Set<Integer> serveNow(PeerConnection peer, List<PeerMessage.Served> files) {
        accounts.keep(peer.person());
        Set<Integer> known = new HashSet<>();
        Map<Long, Boolean> complete = new LinkedHashMap<>();
        for (ServingRows.Known file : rows.keep(peer.person(), files)) {
            known.add(file.index());
            complete.put(file.file(), files.get(file.index()).complete());
        }
        Optional<Attachment> attachment = attachments.keep(peer.session().id(), peer.id());
        if (attachment.isPresent() && !complete.isEmpty()) {
            List<ServingRows.Served> asked =
                    complete.entrySet().stream()
                            .map(file -> new ServingRows.Served(file.getKey(), file.getValue()))
                            .toList();
            List<ServingRows.Served> news = rows.serve(peer.session().id(), asked);
            announce(attachment.get(), news, true);
            announce(attachment.get(), news, false);
            catalogue.shareWhole(peer.person(), with(asked, true));
        }
        return known;
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
        transactions.run(() -> {
            Optional<Attachment> attachment = attachments.keep(peer.session().id(), peer.id());
            if (attachment.isPresent()) {
                List<Long> gone = rows.delete(peer.session().id(), files);
                if (attachment.get().isListed()) {
                    announcements.left(gone, attachment.get().contact().fingerprint());
                }
            }
        });
    }
}
