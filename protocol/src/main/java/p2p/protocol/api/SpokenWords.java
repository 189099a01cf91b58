package p2p.protocol.api;

/** Body of {@code POST /invitations/links}: the six words that somebody was told. */
public record SpokenWords(String words) {}
