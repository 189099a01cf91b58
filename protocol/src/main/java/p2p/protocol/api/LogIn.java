package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.peer.DeviceProof;
import p2p.protocol.peer.Fingerprint;

/**
 * Body of {@code POST /sessions}. {@code listen} is where the peer that logs in will be reached,
 * null for a program that serves nothing; {@code takeover} ends the account's other session, or
 * that of the device which makes way. With the key of {@code device} the session can be renewed
 * until the user logs out; null for none. {@code deviceName} is what its user calls it; null leaves
 * that to the tracker. {@code proof} shows that whoever logs in has the key of {@code device}, at
 * the trackers' time {@code at}; peers of before have neither.
 */
public record LogIn(
        String name,
        String password,
        @Nullable HostPort listen,
        boolean takeover,
        @Nullable Fingerprint device,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String deviceName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant at,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DeviceProof proof) {

    public LogIn(
            String name,
            String password,
            @Nullable HostPort listen,
            boolean takeover,
            @Nullable Fingerprint device) {
        this(name, password, listen, takeover, device, null, null, null);
    }

    /** What the device signs. */
    public static String statement(String name, Instant at, @Nullable HostPort listen) {
        return DeviceProof.statement("p2p login 1", name, at, listen);
    }
}
