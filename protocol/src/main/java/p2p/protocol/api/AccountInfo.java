package p2p.protocol.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What administrators see of an account. {@code disabled} is since when nobody can log in to it;
 * null where they can.
 */
public record AccountInfo(
        String name,
        Instant created,
        boolean administrator,
        @Nullable Instant disabled,
        boolean online) {}
