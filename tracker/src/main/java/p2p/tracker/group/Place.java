package p2p.tracker.group;

import p2p.protocol.Role;

/** A group that somebody is in, and as what. */
public record Place(GroupRef group, Role role) {}
