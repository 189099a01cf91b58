package p2p.protocol.api;

import java.time.Instant;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;

/** One line of a group's list of files; {@code hash} is that of the whole file. */
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
        String hash) {}
