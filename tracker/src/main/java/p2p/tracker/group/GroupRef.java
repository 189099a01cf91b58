package p2p.tracker.group;

/** A group as the rest of the tracker knows it. */
public record GroupRef(long id, String name) {}
