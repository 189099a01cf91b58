/** The engine: serves pieces to other peers and downloads from them. */
package p2p.peer.transfer;
