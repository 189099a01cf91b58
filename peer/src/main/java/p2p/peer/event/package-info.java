/**
 * What the user may want to hear of. Any thread adds to the log and any thread reads it. Nothing
 * here decides anything, or knows where an event comes from.
 */
@NullMarked
package p2p.peer.event;

import org.jspecify.annotations.NullMarked;
