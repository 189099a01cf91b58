package p2p.peer.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param file the download that was asked about
 * @param meaning what follows from it, in sentences
 */
public record Diagnosis(
        NetworkFound network,
        List<TrackerFound> trackers,
        @Nullable DownloadFound file,
        List<String> meaning) {}
