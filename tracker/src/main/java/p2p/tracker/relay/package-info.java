/**
 * Relays: where peers meet who cannot connect to each other. A tracker is one where its operator
 * says so; it joins two connections and sees nothing but what TLS shows. In tables: {@code relay},
 * {@code relay_key}. Threads: Netty's of its own, which never block, and some that ask whether a
 * meeting still may be. Whose rights end, the swarm decides and tells.
 */
@NullMarked
package p2p.tracker.relay;

import org.jspecify.annotations.NullMarked;
