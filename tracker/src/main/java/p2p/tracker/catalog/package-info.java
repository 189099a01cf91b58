/** Which files are shared in which group, and by whom. */
package p2p.tracker.catalog;
