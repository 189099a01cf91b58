/**
 * The messages between a peer and its tracker over the WebSocket at {@code /api/v1/session}. What
 * may be missing in one is {@code Nullable}; that the rest is there is checked where it arrives.
 */
@NullMarked
package p2p.protocol.session;

import org.jspecify.annotations.NullMarked;
