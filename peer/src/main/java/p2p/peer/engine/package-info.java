/**
 * Seeding and fetching as one: {@link p2p.peer.engine.Engine} may be called on any thread and hands
 * the work to the event loops concerned. It knows files and tickets, and nothing of users, groups
 * or trackers.
 */
@NullMarked
package p2p.peer.engine;

import org.jspecify.annotations.NullMarked;
