/** What the user wants downloaded, where to and how, and what has become of it. */
package p2p.peer.order;
