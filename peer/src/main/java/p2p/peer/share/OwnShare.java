package p2p.peer.share;

import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FileId;

/**
 * One of the user's own shares; {@code files} says how many a folder has, where that is known.
 * {@code served} says whether others can fetch it from here now, {@code part} that only a part of
 * the folder is here; {@code path} is null and {@code reason} a sentence where this peer cannot
 * serve it.
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
        @Nullable String reason) {}
