package p2p.peer;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import p2p.peer.library.KeptDownload;
import p2p.peer.tracker.Refused;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.api.DownloadRequest;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.Problem;

/** Asks the tracker for what the user wants to download, and sets it going. */
record DownloadStart(
        TrackerClient trackers, Loop loop, Shares shares, Downloads downloads, Clock clock) {

    List<DownloadInfo> start(String user, DownloadOrder order) {
        if (!order.isFolder()) {
            return List.of(startOne(user, order));
        }
        List<FileInfo> files =
                trackers.files(order.group(), order.file()).stream()
                        .filter(file -> file.file().startsWith(order.file()))
                        .toList();
        if (files.isEmpty()) {
            throw Refused.of(
                    404,
                    "no-such-file",
                    "No such file",
                    "Nobody shares a file below '%s' in '%s'."
                            .formatted(order.file(), order.group()));
        }
        var started = new ArrayList<DownloadInfo>();
        Refused first = null;
        for (FileInfo file : files) {
            try {
                started.add(startOne(user, order.of(file.file())));
            } catch (Refused e) {
                first = first == null || isAtHand(first) ? e : first;
            }
        }
        if (first != null && (started.isEmpty() || !isAtHand(first))) {
            throw first;
        }
        return started;
    }

    /** Part of a folder may be here from an earlier time: that keeps nothing from the rest. */
    private static boolean isAtHand(Refused refused) {
        return refused.problem().type().startsWith(Problem.TYPE_PREFIX + "already-");
    }

    private DownloadInfo startOne(String user, DownloadOrder order) {
        DownloadGrant grant = trackers.download(order.group(), new DownloadRequest(order.file()));
        loop.call(() -> shares.placeOf(grant.group(), grant.file()))
                .ifPresent(path -> {
                    throw Refused.of(
                            409,
                            "already-here",
                            "Already here",
                            "'%s' of '%s' is shared from here already: %s. Copy it, or stop"
                                            .formatted(grant.file(), grant.group(), path)
                                    + " sharing it before you download it once more.");
                });
        KeptDownload download = order.granted(user, grant, clock.instant());
        return loop.call(() -> downloads.start(download, grant.seeders(), grant.ticket()));
    }
}
