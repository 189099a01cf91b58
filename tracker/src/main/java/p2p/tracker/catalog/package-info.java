/**
 * Which files are shared in which group, by whom and from which devices, and in which versions: the
 * tables {@code file}, {@code share}, {@code share_device} and {@code file_version}. It runs on the
 * virtual thread of a request or on one of the sessions' threads, in a transaction. Whether anybody
 * has a file at this moment is none of its affair.
 */
@NullMarked
package p2p.tracker.catalog;

import org.jspecify.annotations.NullMarked;
