package p2p.tracker.cluster;

import java.time.Instant;

/**
 * Fired as a CDI event inside the transaction that notes it: this tracker's connections to peers
 * are gone, from that moment on.
 */
public record TrackerDown(int number, Instant since) {}
