package p2p.peer.share;

import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.SkippedFile;
import p2p.protocol.api.Problem;

/**
 * How far an upload has come: bytes hashed of the whole, then the files shared, and those of a
 * folder that cannot be. {@code problem} is why it ended early; what was shared by then stays
 * shared.
 */
public record ShareJobInfo(
        long id,
        String group,
        String path,
        boolean done,
        int files,
        long size,
        long hashed,
        List<OwnShare> shares,
        List<SkippedFile> skipped,
        @Nullable Problem problem) {}
