package p2p.tracker.cluster;

import java.util.Optional;

/** Of which group an event is, whom of it that concerns, and the account that it is about. */
public record InGroup(long group, Optional<Long> account, Reach reach) {}
