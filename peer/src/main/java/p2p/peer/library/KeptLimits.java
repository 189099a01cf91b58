package p2p.peer.library;

/** The rate limits in bytes a second, 0 for none. */
public record KeptLimits(long up, long down) {}
