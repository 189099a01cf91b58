/**
 * The user's downloads from the order to the complete file: which one moves, waits, is paused or
 * has failed. On the peer's loop, save for the start, which asks a tracker first. No socket is
 * touched here: the engine fetches.
 */
@NullMarked
package p2p.peer.download;

import org.jspecify.annotations.NullMarked;
