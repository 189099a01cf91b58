package p2p.peer.fetch;

import p2p.protocol.HostPort;

/** Where a seeder is met that cannot be reached, and with what, once. */
public record AtRelay(HostPort relay, byte[] pass) {}
