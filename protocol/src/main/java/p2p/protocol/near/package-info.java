/**
 * How a tracker is found on a link: the few messages of multicast DNS (RFC 6762) with service
 * discovery (RFC 6763) that it takes, read and written.
 */
@NullMarked
package p2p.protocol.near;

import org.jspecify.annotations.NullMarked;
