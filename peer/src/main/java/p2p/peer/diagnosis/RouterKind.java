package p2p.peer.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What lies between this machine and the trackers, as their answers show it. */
public enum RouterKind {
    /** Nothing that changes addresses. */
    NONE,
    /** A connection has outside the port that it has here, or always the same other one. */
    KEEPS_PORTS,
    /** Each connection has another one. */
    CHANGES_PORTS,
    UNKNOWN;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
