/**
 * Running a PostgreSQL: its programs, its data, its process, and which user it runs as. What
 * happens here happens before Quarkus starts and after it has ended, on the program's first thread
 * and on one that looks every second whether the server is still there; that one asks no question
 * in SQL.
 */
@NullMarked
package p2p.tracker.postgres;

import org.jspecify.annotations.NullMarked;
