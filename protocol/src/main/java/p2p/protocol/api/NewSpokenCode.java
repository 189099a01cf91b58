package p2p.protocol.api;

import org.jspecify.annotations.Nullable;

/** Body of {@code POST /invitations/words}: an invitation's code, and the one file it is about. */
public record NewSpokenCode(String code, @Nullable String file) {}
