package p2p.tracker.cluster;

import java.time.Instant;
import java.util.List;

/** One event of the log, as every tracker reads it. */
public record LogEvent(Topic topic, List<Long> ids, String body, Instant at) {}
