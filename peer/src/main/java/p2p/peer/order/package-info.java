/** What the user wants downloaded, where to and how, and what has become of it. */
@NullMarked
package p2p.peer.order;

import org.jspecify.annotations.NullMarked;
