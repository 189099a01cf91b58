/** See docs/architecture.md. */
package p2p.tracker;
