package p2p.protocol.api;

import org.jspecify.annotations.Nullable;

/**
 * Answer to whoever has left a group: its owner, who is null where it is gone, and whether it
 * passed on because the one who left owned it.
 */
public record LeftGroup(String group, @Nullable String owner, boolean passedOn) {}
