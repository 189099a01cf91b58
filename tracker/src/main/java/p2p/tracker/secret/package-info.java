/**
 * The secret of the operator's that wraps what the trackers keep secret themselves in the database,
 * and the table {@code key_wrapping}, which says with which one. What a key is for is its room's.
 */
@NullMarked
package p2p.tracker.secret;

import org.jspecify.annotations.NullMarked;
