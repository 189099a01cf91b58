package p2p.peer.control;

/**
 * A group that the user left: its owner, who is null where it is gone, and whether it has a new
 * one.
 */
public record LeftGroup(String group, String owner, boolean passedOn) {}
