package p2p.cli.output;

import java.io.PrintStream;
import java.util.Optional;

/** One line that is written over and over; silent without a terminal. */
public final class ProgressLine implements AutoCloseable {

    private static final int BAR = 20;

    /** The last columns stay free for the echo of Ctrl-C. */
    private static final int ECHO = 3;

    private static final String CLEAR = "\r\033[K";

    private final Optional<PrintStream> terminal;
    private final int columns;
    private boolean shown;
    private boolean closed;

    ProgressLine(Optional<PrintStream> terminal, int columns) {
        this.terminal = terminal;
        this.columns = columns;
    }

    /** For example {@code film.mkv 45% [#########-----------] 12.0 MiB/s, 2m05s left, 3 peers}. */
    public synchronized void show(String name, long have, long size, String rest) {
        if (terminal.isEmpty() || closed) {
            return;
        }
        String bar = bar(have, size);
        int room = columns - ECHO - bar.length() - Printable.width(rest);
        String label = Printable.shorten(Printable.escape(name), Math.max(8, room));
        print(CLEAR + Printable.shorten(label + bar + rest, columns - ECHO));
        shown = true;
    }

    private static String bar(long have, long size) {
        int full = size == 0 ? BAR : (int) (BAR * (double) have / size);
        return String.format(
                " %4s [%s%s] ",
                Amounts.percent(have, size), "#".repeat(full), "-".repeat(BAR - full));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (shown) {
            shown = false;
            print(CLEAR);
        }
    }

    private void print(String text) {
        terminal.ifPresent(stream -> {
            stream.print(text);
            stream.flush();
        });
    }
}
