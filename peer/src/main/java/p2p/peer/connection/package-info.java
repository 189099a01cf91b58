/**
 * One connection between two peers: frames in and out, TLS, and the identity that it proves. A
 * connection lives on the event loop that it was made on, and waits for nothing. Who speaks on it,
 * to fetch or to seed, is not known here.
 */
@NullMarked
package p2p.peer.connection;

import org.jspecify.annotations.NullMarked;
