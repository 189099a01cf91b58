/**
 * Chooses which bytes of a file to ask of which peer. It does no I/O, reads no clock and starts no
 * thread: events go into {@link p2p.peer.choose.Dispatcher}, {@link p2p.peer.choose.Action}s come
 * out of it.
 */
package p2p.peer.choose;
