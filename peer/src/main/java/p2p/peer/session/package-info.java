/**
 * Who is logged in here, what begins and ends with that, and what follows from what a tracker says.
 * On the peer's loop, save for the log-in itself, which waits for a tracker on the thread of
 * whoever asks. How one talks to a tracker is not known here.
 */
@NullMarked
package p2p.peer.session;

import org.jspecify.annotations.NullMarked;
