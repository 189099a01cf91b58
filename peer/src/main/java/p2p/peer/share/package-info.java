/**
 * What the user shares, and the jobs that hash files and share them. The shares live on the peer's
 * loop, each job on the one thread for hashing. What of it is sent to whom is the engine's.
 */
@NullMarked
package p2p.peer.share;

import org.jspecify.annotations.NullMarked;
