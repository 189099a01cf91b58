package p2p.tracker.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event of the log, as every tracker reads it. Topic and ids of one of a group are for trackers
 * of before.
 */
public record LogEvent(
        Topic topic, List<Long> ids, String body, Instant at, Optional<InGroup> inGroup) {}
