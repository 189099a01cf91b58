package p2p.peer.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * A tracker.
 *
 * @param millis how long it took to answer, where it did
 * @param reason why it did not
 */
public record TrackerFound(
        String address, boolean inUse, @Nullable Long millis, @Nullable String reason) {}
