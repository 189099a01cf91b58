package p2p.cli.output;

import java.io.PrintStream;
import java.util.Optional;

/** One line that is written over and over; silent without a terminal. */
public final class ProgressLine implements AutoCloseable {

    private static final int BAR = 20;
    private static final int SHORTEST_BAR = 4;
    private static final int SHORTEST_NAME = 8;

    /** The last columns stay free for the echo of Ctrl-C. */
    private static final int ECHO = 3;

    private static final String CLEAR = "\r\033[K";

    private final Optional<PrintStream> terminal;
    private final TerminalWidth width;
    private int shownWidth;
    private boolean shown;
    private boolean closed;

    ProgressLine(Optional<PrintStream> terminal, TerminalWidth width) {
        this.terminal = terminal;
        this.width = width;
    }

    /** For example {@code film.mkv 45% [#########-----------] 12.0 MiB/s, 2m05s left, 3 peers}. */
    public synchronized void show(String name, long have, long size, String rest) {
        if (terminal.isEmpty() || closed) {
            return;
        }
        int columns = width.columns();
        String percent = " %4s ".formatted(Amounts.percent(have, size));
        int room = columns - ECHO - percent.length() - Printable.width(rest);
        String bar = bar(have, size, room - SHORTEST_NAME);
        String label =
                Printable.shorten(
                        Printable.escape(name), Math.max(SHORTEST_NAME, room - bar.length()));
        String line = Printable.shorten(label + percent + bar + rest, columns - ECHO);
        print(cleared(columns) + line);
        shownWidth = Printable.width(line);
        shown = true;
    }

    /** A terminal that has become narrower has wrapped what was shown. */
    private String cleared(int columns) {
        int above = shown ? Math.max(0, shownWidth - 1) / columns : 0;
        return above == 0 ? CLEAR : "\r\033[" + above + "A\033[J";
    }

    /** The first to go where there is little room. */
    private static String bar(long have, long size, int room) {
        int length = Math.min(BAR, room - "[] ".length());
        if (length < SHORTEST_BAR) {
            return "";
        }
        int full = size == 0 ? length : (int) (length * (double) have / size);
        return "[" + "#".repeat(full) + "-".repeat(length - full) + "] ";
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (shown) {
            print(cleared(width.columns()));
            shown = false;
        }
    }

    private void print(String text) {
        terminal.ifPresent(stream -> {
            stream.print(text);
            stream.flush();
        });
    }
}
