/** The client of the trackers: REST requests, and the session over a WebSocket. */
package p2p.peer.tracker;
