/**
 * Requests that are sent again because their answer was lost are carried out once: the table {@code
 * answered_request}. It runs on the request's own thread, in the transaction of the change, and
 * knows nothing of what the change is about.
 */
@NullMarked
package p2p.tracker.retry;

import org.jspecify.annotations.NullMarked;
