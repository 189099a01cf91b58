/**
 * The key that all trackers of one database share, in the table {@code tracker_identity}, by which
 * peers know them. What it signs stands in docs/protocol.md.
 */
@NullMarked
package p2p.tracker.identity;

import org.jspecify.annotations.NullMarked;
