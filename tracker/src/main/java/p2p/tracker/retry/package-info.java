/** Requests that are sent again because their answer was lost: carried out once. */
package p2p.tracker.retry;
