/**
 * What holds for every request, whatever it asks for: bounds, strict JSON, the description of the
 * API, and that those under way are answered before the tracker ends. Filters run on event loops
 * and must not block. Nothing here knows what an operation is about.
 */
@NullMarked
package p2p.tracker.request;

import org.jspecify.annotations.NullMarked;
