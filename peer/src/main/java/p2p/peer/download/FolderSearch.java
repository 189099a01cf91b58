package p2p.peer.download;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.api.DownloadRequest;
import p2p.protocol.api.Problem;

/** Finds what a path in a group means: a share, or something in a folder that is one. */
record FolderSearch(TrackerClient trackers, String group, @Nullable Integer version) {

    private static final int MOST_ASKED = 16;

    /**
     * The tracker's answer about a share, and the path in it, which is empty where all is meant.
     */
    record Found(DownloadGrant grant, String below) {}

    Found of(String path) {
        Optional<DownloadGrant> share = grant(path);
        return share.isPresent() ? new Found(share.get(), "") : inside(path);
    }

    /** In the first folder whose name the path begins with. */
    Found inside(String path) {
        int at = path.indexOf('/');
        for (int asked = 0; at > 0 && asked < MOST_ASKED; asked++) {
            Optional<DownloadGrant> grant = grant(path.substring(0, at));
            if (grant.isPresent() && grant.get().manifest().folder() != null) {
                return new Found(grant.get(), path.substring(at + 1));
            }
            at = path.indexOf('/', at + 1);
        }
        throw Refusal.NO_SUCH_FILE.because(
                "Nobody shares '%s' in '%s', nor a folder with that in it.".formatted(path, group));
    }

    private Optional<DownloadGrant> grant(String name) {
        try {
            return Optional.of(trackers.download(group, new DownloadRequest(name, version)));
        } catch (Refused e) {
            if (e.problem().type().equals(Problem.NO_SUCH_FILE)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
