/**
 * The program itself: its command line, its start and its end. It may call every room, and no room
 * knows it. It runs on the first thread, before Quarkus starts and after it has ended; what the
 * tracker is about is in the packages below: see docs/architecture.md.
 */
@NullMarked
package p2p.tracker;

import org.jspecify.annotations.NullMarked;
