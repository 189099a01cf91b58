/** The bodies of the trackers' REST API under {@code /api/v1}. */
package p2p.protocol.api;
