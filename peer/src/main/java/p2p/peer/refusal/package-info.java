/**
 * How a peer says no, with a problem that the local API hands on as it is. Nothing but that is in
 * here, so that every room may refuse.
 */
@NullMarked
package p2p.peer.refusal;

import org.jspecify.annotations.NullMarked;
