package p2p.protocol.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a log-in. The token is shown this once. {@code device} is what the device is called
 * from now on, which is null where a tracker of before answers.
 */
public record SessionGranted(String token, String user, Instant since, @Nullable String device) {}
