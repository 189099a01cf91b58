/** What a shared file is: its manifest, its hashes and its id. */
@NullMarked
package p2p.protocol.file;

import org.jspecify.annotations.NullMarked;
