/**
 * Files on this machine: hashing one into a manifest, serving a shared one as long as it is
 * unchanged, and keeping a download in pieces until it is whole. Everything here blocks: call it
 * from worker threads, and never interrupt those, since that closes the files for everybody. No
 * socket and no framework is known here.
 */
@NullMarked
package p2p.peer.disk;

import org.jspecify.annotations.NullMarked;
