/**
 * Who is served: checks the tickets that trackers sign. It is asked on event loops, so it waits for
 * nothing: no disk, no network. It knows what is offered, not where it is.
 */
@NullMarked
package p2p.peer.ticket;

import org.jspecify.annotations.NullMarked;
