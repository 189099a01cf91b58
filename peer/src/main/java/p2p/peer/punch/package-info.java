/**
 * Ports through which two peers behind routers let each other in: what the outside sees of a port
 * of this machine's, and connections from it. Opened on worker threads, since a tracker is asked;
 * connections are made on the event loop of whoever wants one. Who connects to whom, and when, is
 * decided elsewhere.
 */
@NullMarked
package p2p.peer.punch;

import org.jspecify.annotations.NullMarked;
