/** The local HTTP API under {@code /local/v1}, for this machine's user alone. */
package p2p.peer.control;
