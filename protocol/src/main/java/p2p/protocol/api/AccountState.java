package p2p.protocol.api;

import org.jspecify.annotations.Nullable;

/** Body of {@code PUT /admin/accounts/NAME/state}; refused where it says nothing. */
public record AccountState(@Nullable Boolean disabled) {}
