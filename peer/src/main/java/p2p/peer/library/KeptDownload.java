package p2p.peer.library;

import java.nio.file.Path;
import java.time.Instant;
import p2p.peer.disk.FileStamp;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.session.FileRef;

/**
 * A download of a user of this home: all that is needed to go on with it after a restart. What it
 * has is known exactly where it does not move.
 */
public record KeptDownload(
        String user,
        String group,
        String file,
        FileId id,
        Manifest manifest,
        String path,
        String select,
        boolean force,
        boolean verify,
        Instant started,
        Stage stage,
        long have,
        String reason) {

    /** Where a download stands. A paused one goes on only when the user says so. */
    public enum Stage {
        ACTIVE,
        PAUSED,
        FAILED,
        COMPLETE
    }

    public FileRef ref() {
        return new FileRef(group, file, id);
    }

    public Path place() {
        return Path.of(path);
    }

    public KeptDownload at(Stage newStage, long nowHas, String newReason) {
        return new KeptDownload(
                user, group, file, id, manifest, path, select, force, verify, started, newStage,
                nowHas, newReason);
    }

    /** What its user shares now that it is complete. */
    public KeptShare asShare(Path there, FileStamp stamp) {
        return new KeptShare(user, group, file, id, manifest, there.toString(), stamp, false);
    }

    String key() {
        return user + "\n" + group + "\n" + file;
    }
}
