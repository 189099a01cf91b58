/**
 * The front door: {@link p2p.peer.Peer} is what the local API and the tests open, and wires the
 * rooms together. Its methods may be called on any thread but an event loop, for they wait for
 * their answers. What a peer does is decided in the rooms, not here.
 */
@NullMarked
package p2p.peer;

import org.jspecify.annotations.NullMarked;
