package p2p.protocol.session;

import java.util.Arrays;
import java.util.Locale;

/** What can happen in a group. A constant's name is what the session calls it. */
public enum GroupHappening {
    REQUESTED,
    WITHDRAWN,
    ACCEPTED,
    REJECTED,
    LEFT,
    REMOVED,
    OWNER,
    GONE,
    SHARED,
    UNSHARED,
    VERSION,
    ROLE,

    /** Something that only a newer tracker knows. */
    UNKNOWN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static GroupHappening of(String label) {
        return Arrays.stream(values())
                .filter(happening -> happening.label().equals(label))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
