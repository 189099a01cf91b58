/** The signed permission to fetch one file. */
@NullMarked
package p2p.protocol.ticket;

import org.jspecify.annotations.NullMarked;
