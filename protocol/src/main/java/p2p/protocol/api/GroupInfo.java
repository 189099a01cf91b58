package p2p.protocol.api;

import org.jspecify.annotations.Nullable;
import p2p.protocol.Role;

/**
 * One line of the list of groups. {@code role} is null for who is no member, and left out by
 * trackers from before there were roles.
 */
public record GroupInfo(
        String group, String owner, int members, Standing standing, @Nullable Role role) {}
