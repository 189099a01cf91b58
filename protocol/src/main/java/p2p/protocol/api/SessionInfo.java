package p2p.protocol.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;

/** Answer of {@code GET /sessions/current}. */
public record SessionInfo(String user, Instant since, String address, @Nullable HostPort listen) {}
