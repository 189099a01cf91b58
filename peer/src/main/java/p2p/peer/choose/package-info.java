/**
 * Chooses which bytes of a file to ask of which peer. It does no I/O, reads no clock and starts no
 * thread: events go into {@link p2p.peer.choose.Dispatcher}, {@link p2p.peer.choose.Action}s come
 * out of it. One download's is used by one thread at a time.
 */
@NullMarked
package p2p.peer.choose;

import org.jspecify.annotations.NullMarked;
