package p2p.protocol.api;

/** Body of {@code PUT /admin/accounts/NAME/state}. */
public record AccountState(boolean disabled) {}
