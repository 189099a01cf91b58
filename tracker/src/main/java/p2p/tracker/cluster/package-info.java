/** What trackers on one database are to each other: beats, and the log of events. */
package p2p.tracker.cluster;
