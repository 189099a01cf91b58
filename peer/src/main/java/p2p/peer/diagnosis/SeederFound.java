package p2p.peer.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has the file.
 *
 * @param checked whether the tracker can connect to it
 * @param connected how this peer is connected to it: {@code direct}, {@code punched} or {@code
 *     relay}; null where it is not
 * @param waits whether it lets this peer wait for its turn
 * @param rate bytes a second that come from it
 */
public record SeederFound(
        String user,
        String fingerprint,
        boolean checked,
        List<WayFound> ways,
        @Nullable String connected,
        boolean waits,
        long rate) {}
