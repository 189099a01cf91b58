/**
 * What a peer keeps under its home folder, written so that it survives being killed. It writes
 * small files, on the peer's loop, and never waits for a network. What is to be kept is decided
 * elsewhere.
 */
@NullMarked
package p2p.peer.library;

import org.jspecify.annotations.NullMarked;
