package p2p.peer.download;

import java.util.List;
import java.util.function.Consumer;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;

/** What the tracker is told of downloads. */
record DownloadNotices(Consumer<PeerMessage> toTracker) {

    void wanted(ActiveDownload download) {
        toTracker.accept(
                new PeerMessage.Want(download.kept().ref(), download.ticketUntil().orElse(null)));
    }

    /** What is wanted and what there is of it. */
    void all(ActiveDownload download) {
        wanted(download);
        if (download.hasSomePieces()) {
            somePieces(download);
        }
    }

    void somePieces(ActiveDownload download) {
        var served = new PeerMessage.Served(download.kept().ref(), false, false);
        toTracker.accept(new PeerMessage.Serve(List.of(served)));
    }

    void meet(FileRef ref, Fingerprint seeder) {
        toTracker.accept(new PeerMessage.Meet(ref, seeder));
    }

    void punch(FileRef ref, Fingerprint seeder, List<Integer> ports) {
        toTracker.accept(new PeerMessage.Punch(ref, seeder, ports));
    }

    void complete(FileRef ref) {
        toTracker.accept(new PeerMessage.Unwant(ref));
    }

    void over(ActiveDownload download) {
        FileRef ref = download.kept().ref();
        toTracker.accept(new PeerMessage.Unwant(ref));
        if (download.hasSomePieces()) {
            toTracker.accept(
                    new PeerMessage.Unserve(List.of(ref), "The download does not go on for now."));
        }
    }

    void banned(FileRef ref, Fingerprint peer, String reason) {
        toTracker.accept(new PeerMessage.Report(ref, peer, reason));
    }
}
