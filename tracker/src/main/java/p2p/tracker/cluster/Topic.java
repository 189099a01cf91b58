package p2p.tracker.cluster;

import java.util.Locale;

/** Whom an event concerns; all but {@link #EVERYONE} come with the ids of those meant. */
public enum Topic {
    EVERYONE,
    ACCOUNTS,
    SESSIONS,
    FILES;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Topic of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
