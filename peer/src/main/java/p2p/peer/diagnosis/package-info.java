/**
 * What kind of network this peer is in, who reaches it, and why a download is as fast as it is, in
 * words for its user. It looks when asked, on the thread of whoever asks, and changes nothing.
 */
@NullMarked
package p2p.peer.diagnosis;

import org.jspecify.annotations.NullMarked;
