package p2p.protocol.api;

/** Body of {@code POST /invitations/pictures}: an invitation's whole link. */
public record LinkToDraw(String link) {}
