/**
 * The client of the trackers: REST requests, the session over a WebSocket, and how all trackers
 * are. Requests wait for their answers on the thread of whoever asks; what the session hears goes
 * to the executor that it was given. What follows from the news is decided by whoever listens.
 */
@NullMarked
package p2p.peer.tracker;

import org.jspecify.annotations.NullMarked;
