package p2p.peer.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is or could be downloaded.
 *
 * @param rate bytes a second that come now; null where it is not being downloaded
 * @param limit the most that may come a second in all, 0 for no limit
 * @param waiting why nothing comes, where that is known
 */
public record DownloadFound(
        String group,
        String file,
        @Nullable Long rate,
        long limit,
        @Nullable String waiting,
        List<SeederFound> seeders) {}
