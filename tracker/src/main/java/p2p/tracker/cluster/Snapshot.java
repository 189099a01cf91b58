package p2p.tracker.cluster;

import java.util.Arrays;
import java.util.List;

/** Which transactions have ended, as PostgreSQL's {@code pg_snapshot} says it. */
record Snapshot(String text, long next, List<Long> running) {

    static Snapshot of(String text) {
        String[] parts = text.split(":", -1);
        return new Snapshot(
                text,
                Long.parseUnsignedLong(parts[1]),
                parts[2].isEmpty()
                        ? List.of()
                        : Arrays.stream(parts[2].split(",")).map(Long::parseUnsignedLong).toList());
    }

    /** Whether the transaction had ended. */
    boolean sees(long transaction) {
        return Long.compareUnsigned(transaction, next) < 0 && !running.contains(transaction);
    }
}
