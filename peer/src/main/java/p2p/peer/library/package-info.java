/** What a peer keeps under its home folder, written so that it survives being killed. */
package p2p.peer.library;
