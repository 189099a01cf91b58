/**
 * What trackers on one database are to each other: their beats, in the table {@code tracker}, and
 * the log of events, {@code swarm_event}. The scheduler beats, one thread reads the log and one
 * listens for wake-ups. What an event says is not read here.
 */
@NullMarked
package p2p.tracker.cluster;

import org.jspecify.annotations.NullMarked;
