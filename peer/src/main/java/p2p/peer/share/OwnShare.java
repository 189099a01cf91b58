package p2p.peer.share;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FileId;

/**
 * One of the user's own shares; {@code files} says how many a folder has, where that is known.
 * {@code served} says whether others can fetch it from here now, {@code part} that only a part of
 * the folder is here; {@code path} is null and {@code reason} a sentence where this peer cannot
 * serve it, or not all of it; {@code version} is null where no tracker says it.
 */
public record OwnShare(
        String group,
        String file,
        FileId id,
        long size,
        @Nullable Integer files,
        @Nullable String path,
        boolean served,
        boolean part,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer version,
        @Nullable String reason) {

    /** Whether all of it is here as it was shared. */
    @JsonIgnore
    public boolean isWhole() {
        return served && !part && reason == null;
    }

    /** The same, now that its version is known. */
    public OwnShare withVersion(@Nullable Integer number) {
        return new OwnShare(group, file, id, size, files, path, served, part, number, reason);
    }
}
