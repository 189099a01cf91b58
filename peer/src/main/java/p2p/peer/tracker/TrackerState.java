package p2p.peer.tracker;

import org.jspecify.annotations.Nullable;

/**
 * One tracker of the list; {@code current} marks the one that this peer is on. The version and the
 * number of sessions are null where the tracker does not answer, {@code reason} says why.
 */
public record TrackerState(
        int number,
        String address,
        boolean up,
        boolean current,
        @Nullable String version,
        @Nullable Integer sessions,
        @Nullable String reason) {}
