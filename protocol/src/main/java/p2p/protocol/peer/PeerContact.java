package p2p.protocol.peer;

import p2p.protocol.HostPort;

/** All that one peer must know to connect to another. */
public record PeerContact(HostPort address, Fingerprint fingerprint, Encryption encryption) {}
