package p2p.protocol.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /groups/G/invitations}. Where it is null, {@code uses} is one, {@code
 * seconds} a week, and {@code note} nothing.
 */
public record NewInvitation(
        @Nullable Integer uses, @Nullable Long seconds, @Nullable String note) {}
