package p2p.peer.fetch;

import p2p.protocol.peer.Fingerprint;

/**
 * A seeder that a download is connected to.
 *
 * @param via {@code direct}, {@code punched} or {@code relay}
 * @param near whether it is on this machine's own network
 * @param choked whether it lets this peer wait for its turn
 * @param bytes what has come over this connection, and further ones to the same seeder
 */
public record ConnectedSeeder(
        Fingerprint fingerprint, String via, boolean near, boolean choked, long bytes) {}
