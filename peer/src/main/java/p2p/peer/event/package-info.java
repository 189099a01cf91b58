/**
 * What the user may want to hear of. Any thread adds to the log and any thread reads it. Nothing
 * here decides anything, or knows where an event comes from.
 */
package p2p.peer.event;
