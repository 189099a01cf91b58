package p2p.protocol.api;

/** Body of {@code PUT /groups/G/owner}. */
public record NamedUser(String name) {}
