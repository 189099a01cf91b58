/**
 * The PostgreSQL that a tracker keeps everything in: one that it was told of, or one of its own,
 * which the trackers on a data folder share.
 */
package p2p.tracker.store;
