package p2p.protocol.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;

/**
 * One line of a group's list of files; {@code hash} is that of the whole file. {@code files} says
 * how many a folder has, whose {@code hash} is its tree's; a single file has none. {@code version}
 * is the newest one's number.
 */
public record FileInfo(
        String group,
        String file,
        FileId id,
        long size,
        String sharedBy,
        Instant since,
        int seeders,
        int completeSeeders,
        HashAlgorithm algorithm,
        String hash,
        @Nullable Integer files,
        int version) {}
