package p2p.protocol.api;

import org.jspecify.annotations.Nullable;

/** What an invitation's link says, for whoever was told its words. */
public record SpokenInvitation(String group, String code, @Nullable String file) {}
