package p2p.peer.library;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.Shared;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.session.FileRef;

/**
 * A download of a user of this home: all that is needed to go on with it after a restart. The
 * order's destination is the file's place. What it has is known exactly where it does not move. Of
 * a part of a folder {@code wanted} bytes are to come; it is null for all. The version that was
 * {@code granted} is null in what an earlier program kept.
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
        @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long wanted,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer granted) {

    @JsonCreator
    public KeptDownload {}

    /** One of all that there is, whatever its version. */
    public KeptDownload(
            String user,
            DownloadOrder order,
            FileId id,
            Manifest manifest,
            Instant started,
            DownloadState state,
            long have,
            long taken,
            @Nullable String reason) {
        this(user, order, id, manifest, started, state, have, taken, reason, null, null);
    }

    /** How many bytes are wanted. */
    public long size() {
        return wanted == null ? manifest.size() : wanted;
    }

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
                user, order, id, manifest, started, newState, nowHas, taken, newReason, wanted,
                granted);
    }

    /** The same, which overwrites what is in its way. */
    public KeptDownload forced() {
        return new KeptDownload(
                user,
                order.forced(),
                id,
                manifest,
                started,
                state,
                have,
                taken,
                reason,
                wanted,
                granted);
    }

    /** So much of it was taken from earlier versions, and not fetched. */
    public KeptDownload withTaken(long nowTaken) {
        return new KeptDownload(
                user, order, id, manifest, started, state, have, nowTaken, reason, wanted, granted);
    }

    /** What its user shares now that it is complete. */
    public KeptShare asShare(Shared there) {
        return new KeptShare(
                user,
                order.group(),
                order.file(),
                id,
                manifest,
                there.path().toString(),
                there.stamp(),
                false,
                true,
                there.part().map(BitSet::toByteArray).orElse(null));
    }

    String key() {
        return user + "\n" + order.group() + "\n" + order.file();
    }
}
