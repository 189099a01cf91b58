package p2p.protocol.session;

import p2p.protocol.peer.PeerContact;

/** Somebody who serves a file, wholly or as far as they have it. */
public record Seeder(String user, PeerContact contact, boolean complete) {}
