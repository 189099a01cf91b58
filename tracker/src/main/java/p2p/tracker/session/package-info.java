/**
 * The peers' WebSockets: letting them in, reading what they say, sending what they are to hear, and
 * noticing that they are gone. Callbacks run on event loops and must not block; work goes, one
 * piece after the other for each peer, to a few threads that may. It owns no table: what is kept of
 * a peer is the swarm's.
 */
@NullMarked
package p2p.tracker.session;

import org.jspecify.annotations.NullMarked;
