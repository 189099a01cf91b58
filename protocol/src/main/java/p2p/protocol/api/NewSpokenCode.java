package p2p.protocol.api;

import org.jspecify.annotations.Nullable;

/** For an invitation's words: its code, and the one file that it is about. */
public record NewSpokenCode(String code, @Nullable String file) {}
