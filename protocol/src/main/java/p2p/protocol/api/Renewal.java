package p2p.protocol.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.peer.DeviceProof;

/**
 * Body of {@code POST /sessions/renewals}: a log-in by the key of the device that has logged in by
 * password before. {@code at} is the trackers' time, as {@code GET /time} says it.
 */
public record Renewal(String name, Instant at, @Nullable HostPort listen, DeviceProof proof) {

    /** What the device signs. */
    public static String statement(String name, Instant at, @Nullable HostPort listen) {
        return DeviceProof.statement("p2p renewal 1", name, at, listen);
    }

    public String statement() {
        return statement(name, at, listen);
    }
}
