package p2p.tracker.cluster;

import java.util.Locale;

/** Whom of a group an event concerns. */
public enum Reach {

    /** Trackers alone: the account is something else in the group now, or in it no more. */
    PLACE,

    /** All members, and the account that it is about. */
    MEMBERS,

    /** The owner and the moderators. */
    DECIDERS,

    /** All members, and of several at about the same time one is enough. */
    NUMBERS;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Reach of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
