/** The frames between two peers, as docs/protocol.md describes them. */
package p2p.protocol.wire;
