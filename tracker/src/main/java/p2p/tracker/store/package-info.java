/**
 * Talking to PostgreSQL: which database it is, transactions, and statements in its own SQL. It
 * knows no table, and runs on whatever thread its caller may block.
 */
@NullMarked
package p2p.tracker.store;

import org.jspecify.annotations.NullMarked;
