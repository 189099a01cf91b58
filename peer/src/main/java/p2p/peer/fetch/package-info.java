/**
 * The leeching side: fetches one file from all who have it, into a part file. Each fetch lives on
 * an event loop of its own; hashing and the disk are the workers'. What to ask of whom is chosen
 * elsewhere, and so is which fetch is to run.
 */
@NullMarked
package p2p.peer.fetch;

import org.jspecify.annotations.NullMarked;
