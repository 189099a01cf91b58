package p2p.tracker.account;

/** An account as the rest of the tracker knows it. */
public record Person(long id, String name) {}
