package p2p.protocol.api;

import p2p.protocol.Role;

/** Body of {@code PUT /groups/G/members/U/role}. */
public record MemberRole(Role role) {}
