/**
 * Where this peer is in the networks, and at which of a seeder's addresses it is tried, in which
 * order.
 */
@NullMarked
package p2p.peer.reach;

import org.jspecify.annotations.NullMarked;
