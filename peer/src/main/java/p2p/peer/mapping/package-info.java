/**
 * Has the router of a home let others in: it is asked for a port that leads to the one at which
 * this peer listens, by PCP, NAT-PMP or UPnP, whichever it speaks. Whatever comes from the network
 * is bounded, in bytes and in time, and nothing is asked but the router.
 */
@NullMarked
package p2p.peer.mapping;

import org.jspecify.annotations.NullMarked;
