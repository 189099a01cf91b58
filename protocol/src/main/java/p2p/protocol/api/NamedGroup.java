package p2p.protocol.api;

/** Body of {@code POST /groups}. */
public record NamedGroup(String name) {}
