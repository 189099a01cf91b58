package p2p.protocol.api;

import java.time.Instant;

/** Answer to a log-in. The token is shown this once. */
public record SessionGranted(String token, String user, Instant since) {}
