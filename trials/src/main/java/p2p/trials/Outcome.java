package p2p.trials;

import java.util.Locale;

/** How a command ended: done, refused for a reason, or nobody knows. */
record Outcome(Kind kind, String reason, String output) {

    enum Kind {
        DONE,
        REFUSED,
        UNKNOWN,
        WRONG
    }

    boolean isDone() {
        return kind == Kind.DONE;
    }

    /** In one word: {@code done}, or why it was refused, or {@code unknown}. */
    String word() {
        return kind == Kind.REFUSED ? reason : kind.name().toLowerCase(Locale.ROOT);
    }
}
