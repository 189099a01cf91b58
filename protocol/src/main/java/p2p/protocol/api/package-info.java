/**
 * The bodies of the trackers' REST API under {@code /api/v1}. What may be missing in one is {@code
 * Nullable}; what a stranger leaves out though it has to be there is null all the same, and is
 * looked for by whoever reads the body.
 */
@NullMarked
package p2p.protocol.api;

import org.jspecify.annotations.NullMarked;
