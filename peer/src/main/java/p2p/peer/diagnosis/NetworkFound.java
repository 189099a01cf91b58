package p2p.peer.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This peer's place in the networks.
 *
 * @param addresses this machine's
 * @param seen where the tracker sees this peer, if it says so
 * @param reachable whether the tracker could connect to it; null where it has not tried yet
 * @param whyNot why it could not
 * @param relay whether others may meet it at a relay
 */
public record NetworkFound(
        String listen,
        List<String> addresses,
        @Nullable String seen,
        RouterKind router,
        @Nullable Boolean reachable,
        @Nullable String whyNot,
        boolean relay) {}
