/** How peers know and reach each other. */
@NullMarked
package p2p.protocol.peer;

import org.jspecify.annotations.NullMarked;
