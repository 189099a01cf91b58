package p2p.peer.rate;

/** The most that this peer sends and takes in, in bytes a second; 0 is no limit. */
public record RateLimits(long up, long down) {}
