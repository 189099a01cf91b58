package p2p.protocol.api;

import java.time.Instant;

/** Answer to {@code GET /time}: what a proof of this moment is dated with. */
public record TrackerTime(Instant now) {}
