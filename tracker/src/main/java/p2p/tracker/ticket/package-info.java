/**
 * Tickets: the keys that sign them, in the table {@code signing_key}, and which of them are void.
 * Signing needs no thread of its own, and the keys are looked after by the scheduler. Who may have
 * a ticket, and when one has to be revoked, is decided by the swarm.
 */
@NullMarked
package p2p.tracker.ticket;

import org.jspecify.annotations.NullMarked;
