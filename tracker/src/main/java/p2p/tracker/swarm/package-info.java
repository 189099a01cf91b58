/** Who is attached, who serves what to whom: the peers' sessions, seeders and tickets. */
package p2p.tracker.swarm;
