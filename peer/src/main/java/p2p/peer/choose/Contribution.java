package p2p.peer.choose;

/** A run of bytes within a piece that came from one peer. */
public record Contribution(int peer, int offset, int length) {}
