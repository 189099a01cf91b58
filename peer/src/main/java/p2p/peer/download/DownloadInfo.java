package p2p.peer.download;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.TreeSelection;
import p2p.peer.order.DownloadState;

/**
 * One download; {@code files} says how many a folder has, and is null for a single file; {@code
 * rate} in bytes a second, {@code eta} in seconds or null, {@code reason} why it failed, was paused
 * or waits, or of what is complete which files of the version before stay. {@code taken} are bytes
 * of {@code have} that were not fetched, since earlier versions had them. Of a {@code part} of a
 * folder, {@code size} is what the pieces have that it lies in.
 */
public record DownloadInfo(
        String group,
        String file,
        long size,
        long have,
        long taken,
        DownloadState state,
        long rate,
        @Nullable Long eta,
        int peers,
        String path,
        @Nullable Integer files,
        @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TreeSelection part,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer version) {

    /** One of all that there is, whatever its version. */
    public DownloadInfo(
            String group,
            String file,
            long size,
            long have,
            long taken,
            DownloadState state,
            long rate,
            @Nullable Long eta,
            int peers,
            String path,
            @Nullable Integer files,
            @Nullable String reason) {
        this(
                group, file, size, have, taken, state, rate, eta, peers, path, files, reason, null,
                null);
    }
}
