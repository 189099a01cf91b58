package p2p.protocol.api;

import java.time.Instant;
import java.util.List;

/**
 * Answer to a log-in. The token is shown this once; {@code shares} is all the account ever shared.
 */
public record SessionGranted(String token, String user, Instant since, List<ShareInfo> shares) {}
