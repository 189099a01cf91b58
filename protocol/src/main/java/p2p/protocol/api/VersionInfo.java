package p2p.protocol.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FileId;

/**
 * One version of what a name stands for. It can be fetched while it is {@code shared}; {@code
 * newest} is the one that is fetched where none is asked for. {@code publishedBy} is null where
 * that account is no more, {@code files} where it is not a folder.
 */
public record VersionInfo(
        int version,
        FileId id,
        long size,
        @Nullable Integer files,
        @Nullable String publishedBy,
        Instant published,
        boolean newest,
        boolean shared,
        int seeders,
        int completeSeeders) {}
