package p2p.tracker.cluster;

import java.util.Optional;

/**
 * How far the log has been read. Ids are given out in another order than that in which they become
 * visible, so what is read next are the events of transactions that had not ended at the reading
 * before: those that ran then, each by its number, and all that began later. However long one of
 * them runs, nothing is read twice.
 */
final class LogCursor {

    private Snapshot done;

    /** What is being read now, in the order of ids, up to this one. */
    private Optional<Snapshot> now = Optional.empty();

    private long upTo;

    LogCursor(Snapshot done) {
        this.done = done;
    }

    /** What this sees has been read. */
    Snapshot done() {
        return done;
    }

    /** What is still being read; empty where the next step may read all that there is. */
    Optional<Snapshot> now() {
        return now;
    }

    long upTo() {
        return upTo;
    }

    /** A step has read events up to this id, and there are more. */
    void stepped(Snapshot seen, long last) {
        now = Optional.of(seen);
        upTo = last;
    }

    /** All that the snapshot sees has been read. */
    void finished(Snapshot seen) {
        done = seen;
        now = Optional.empty();
        upTo = 0;
    }
}
