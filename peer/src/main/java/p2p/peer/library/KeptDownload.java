package p2p.peer.library;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.FileStamp;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.session.FileRef;

/**
 * A download of a user of this home: all that is needed to go on with it after a restart. The
 * order's destination is the file's place. What it has is known exactly where it does not move.
 */
public record KeptDownload(
        String user,
        @JsonUnwrapped DownloadOrder order,
        FileId id,
        Manifest manifest,
        Instant started,
        @JsonAlias("stage") DownloadState state,
        long have,
        long taken,
        @Nullable String reason) {

    public String group() {
        return order.group();
    }

    public String file() {
        return order.file();
    }

    /** How many files a folder has; null where it is a single file. */
    public @Nullable Integer files() {
        return manifest.folder() == null ? null : manifest.folder().files();
    }

    public FileRef ref() {
        return new FileRef(order.group(), order.file(), id);
    }

    public KeptDownload at(DownloadState newState, long nowHas, @Nullable String newReason) {
        return new KeptDownload(
                user, order, id, manifest, started, newState, nowHas, taken, newReason);
    }

    /** So much of it was taken from earlier versions, and not fetched. */
    public KeptDownload withTaken(long nowTaken) {
        return new KeptDownload(user, order, id, manifest, started, state, have, nowTaken, reason);
    }

    /** What its user shares now that it is complete. */
    public KeptShare asShare(Path there, FileStamp stamp) {
        return new KeptShare(
                user,
                order.group(),
                order.file(),
                id,
                manifest,
                there.toString(),
                stamp,
                false,
                true);
    }

    String key() {
        return user + "\n" + order.group() + "\n" + order.file();
    }
}
