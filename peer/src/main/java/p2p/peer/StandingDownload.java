package p2p.peer;

import p2p.peer.library.KeptDownload;

/** How a download that does not move looks. */
final class StandingDownload {

    private StandingDownload() {}

    /** One that is still being closed begins again at once, so to the user it has not stopped. */
    static DownloadInfo shown(KeptDownload download, boolean closing) {
        boolean active = download.stage() == KeptDownload.Stage.ACTIVE;
        DownloadState state =
                switch (download.stage()) {
                    case ACTIVE -> closing ? DownloadState.DOWNLOADING : DownloadState.PAUSED;
                    case PAUSED -> DownloadState.PAUSED;
                    case FAILED -> DownloadState.FAILED;
                    case COMPLETE -> DownloadState.COMPLETE;
                };
        return new DownloadInfo(
                download.group(),
                download.file(),
                download.manifest().size(),
                download.have(),
                state,
                0,
                null,
                0,
                download.path(),
                active && !closing ? "It goes on when you log in." : download.reason());
    }
}
