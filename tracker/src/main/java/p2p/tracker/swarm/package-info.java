/**
 * Who is attached, who serves and who wants which file, and what they are told of it: the tables
 * {@code attachment} and {@code serving}. It runs in transactions, on the virtual thread of a
 * request or on the threads of the sessions; what the event log has is passed on by the log's own
 * thread, which must not block. Of a connection it knows no more than a {@link
 * p2p.tracker.swarm.SwarmPeer}: sockets and messages from peers do not belong here.
 */
@NullMarked
package p2p.tracker.swarm;

import org.jspecify.annotations.NullMarked;
