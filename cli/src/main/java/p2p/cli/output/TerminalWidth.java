package p2p.cli.output;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** How wide the terminal is, which its user may change: looked at once a second at most. */
final class TerminalWidth {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final IntSupplier looked;
    private final LongSupplier nanos;
    private int columns;
    private long at;

    /**
     * @param columns what it is at first
     * @param looked what it is now; 0 where nobody knows
     */
    TerminalWidth(int columns, IntSupplier looked, LongSupplier nanos) {
        this.columns = columns;
        this.looked = looked;
        this.nanos = nanos;
        at = nanos.getAsLong();
    }

    int columns() {
        long now = nanos.getAsLong();
        if (now - at >= LOOK_NANOS) {
            at = now;
            int found = looked.getAsInt();
            columns = found == 0 ? columns : Math.max(Look.NARROWEST, found);
        }
        return columns;
    }
}
