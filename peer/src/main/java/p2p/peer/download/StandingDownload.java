package p2p.peer.download;

import p2p.peer.library.KeptDownload;
import p2p.peer.order.DownloadState;
import p2p.protocol.api.DownloadGrant;

/** How a download that does not move looks. */
final class StandingDownload {

    private StandingDownload() {}

    /** One that is to go on begins when it is its turn, so to the user it has not stopped. */
    static DownloadInfo shown(KeptDownload download, boolean loggedIn) {
        boolean active = download.state() == DownloadState.DOWNLOADING;
        DownloadState state = active && !loggedIn ? DownloadState.PAUSED : download.state();
        return new DownloadInfo(
                download.group(),
                download.file(),
                download.size(),
                download.have(),
                download.taken(),
                state,
                0,
                null,
                0,
                download.order().destination(),
                download.files(),
                active ? whyWaiting(loggedIn) : download.reason(),
                download.order().part(),
                download.granted());
    }

    /** A file that need not be downloaded, since it is here. */
    static DownloadInfo complete(DownloadGrant grant, String path) {
        long size = grant.manifest().size();
        return new DownloadInfo(
                grant.group(),
                grant.file(),
                size,
                size,
                0,
                DownloadState.COMPLETE,
                0,
                null,
                0,
                path,
                grant.manifest().folder() == null ? null : grant.manifest().folder().files(),
                null,
                null,
                grant.version());
    }

    private static String whyWaiting(boolean loggedIn) {
        return loggedIn
                ? "It waits for its turn, until others are done."
                : "It goes on when you log in.";
    }
}
