package p2p.tracker.cluster;

/**
 * Fired as a CDI event, outside any transaction: this tracker stops, or the others took it for
 * dead. Its peers have to go elsewhere, for the reason given.
 */
public record StartingOver(String reason) {}
