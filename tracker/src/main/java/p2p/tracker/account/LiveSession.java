package p2p.tracker.account;

import java.time.Instant;
import java.util.Optional;
import p2p.protocol.HostPort;

/**
 * A session that has not ended. {@code device} is the one that has it, unless a tracker of before
 * began it; {@code listen} is where its peer says it can be reached, if it has one; {@code address}
 * is where the log-in came from.
 */
public record LiveSession(
        long id,
        Person person,
        Optional<Long> device,
        Optional<HostPort> listen,
        String address,
        Instant started)
        implements Admitted {}
