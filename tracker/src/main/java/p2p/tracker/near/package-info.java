/**
 * A tracker makes itself known to those on the same link, who ask for it by multicast DNS. See
 * docs/decisions/0028-trackers-on-the-same-link-are-found.md.
 */
@NullMarked
package p2p.tracker.near;

import org.jspecify.annotations.NullMarked;
