package p2p.protocol.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands for the owner's approval, without its code. It is {@code open} until it has been used
 * so often, or has expired. {@code madeBy} is null where that account is no more.
 */
public record InvitationInfo(
        long id,
        String group,
        @Nullable String madeBy,
        Instant made,
        Instant expires,
        int uses,
        int used,
        boolean open,
        @Nullable String note) {}
