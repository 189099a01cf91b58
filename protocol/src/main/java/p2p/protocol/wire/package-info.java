/** The frames between two peers, as docs/protocol.md describes them. */
@NullMarked
package p2p.protocol.wire;

import org.jspecify.annotations.NullMarked;
