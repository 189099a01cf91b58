/**
 * The threads that a peer's work runs on: the peer's own {@link p2p.peer.loop.Loop}, event loops,
 * timers that ring on them, and workers that answer there. What belongs to Vert.x's inside, or to
 * the way from Vert.x to Netty, is known here alone. Nothing here knows what the work is about.
 */
@NullMarked
package p2p.peer.loop;

import org.jspecify.annotations.NullMarked;
