/**
 * Rates and limits, in bytes a second. Times are handed in: no clock, no I/O, no framework. A
 * {@link p2p.peer.rate.RateLimit} may be used on any thread, everything else on the one of its
 * owner.
 */
@NullMarked
package p2p.peer.rate;

import org.jspecify.annotations.NullMarked;
