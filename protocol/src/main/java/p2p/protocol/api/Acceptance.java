package p2p.protocol.api;

/** Body of {@code POST /invitations/acceptances}; the code of an invitation. */
public record Acceptance(String code) {}
