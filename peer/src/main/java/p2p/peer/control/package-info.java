/**
 * The local HTTP API under {@code /local/v1}, for this machine's user alone. Its methods run on
 * threads that may wait, and only translate: what is asked for is done behind {@link
 * p2p.peer.Peer}.
 */
@NullMarked
package p2p.peer.control;

import org.jspecify.annotations.NullMarked;
