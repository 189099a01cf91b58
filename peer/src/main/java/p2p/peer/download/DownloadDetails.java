package p2p.peer.download;

import io.vertx.core.Future;
import p2p.peer.library.NameInGroup;

/** Looks at downloads from near. On the peer's loop alone. */
public final class DownloadDetails {

    private final DownloadBook kept;
    private final Downloads downloads;

    public DownloadDetails(DownloadBook kept, Downloads downloads) {
        this.kept = kept;
        this.downloads = downloads;
    }

    /** Of one that is not under way nothing more is known than the list says. */
    public Future<DownloadDetail> of(String group, String file) {
        return downloads
                .running(kept.require(new NameInGroup(group, file)).ref())
                .map(ActiveDownload::detail)
                .orElse(Future.succeededFuture(DownloadDetail.NOTHING));
    }
}
