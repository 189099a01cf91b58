/**
 * The seeding side: what is served, and who of those who ask gets it and when. All of it lives on
 * one event loop; only workers touch the disk. It knows nothing of fetching.
 */
@NullMarked
package p2p.peer.seed;

import org.jspecify.annotations.NullMarked;
