/** The messages between a peer and its tracker over the WebSocket at {@code /api/v1/session}. */
package p2p.protocol.session;
