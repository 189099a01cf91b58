/**
 * The event loops that a peer's work runs on. What belongs to Vert.x's own inside, or to the way
 * from Vert.x to Netty, is known here alone.
 */
package p2p.peer.loop;
