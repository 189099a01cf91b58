package p2p.protocol.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import p2p.protocol.peer.Fingerprint;

/**
 * A device at which an account is logged in. {@code fingerprint} is null for a program that has no
 * key and is forgotten when its session ends; {@code there} says whether its peer is attached now,
 * and {@code seen} when it was last known to be. {@code address} is where its last log-in or
 * renewal came from; null where a tracker of before took that. {@code current} is the one that
 * asks.
 */
public record DeviceInfo(
        String name,
        @Nullable Fingerprint fingerprint,
        Instant since,
        boolean there,
        Instant seen,
        @Nullable String address,
        boolean current) {}
