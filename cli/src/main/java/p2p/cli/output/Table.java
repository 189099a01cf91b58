package p2p.cli.output;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows for a person or for a program: on a terminal aligned columns under a title, never wider than
 * the terminal; in a pipe the complete values parted by tabs, one row a line.
 */
public final class Table<T> {

    private static final int GAP = 2;
    private static final int NARROWEST = 8;

    private record Column<T>(
            Optional<String> title,
            boolean right,
            Function<T, String> shown,
            Optional<Function<T, String>> plain) {}

    private final List<Column<T>> columns = new ArrayList<>();

    /** A column of text, which is shortened where the terminal is too narrow. */
    public Table<T> text(String title, Function<T, String> value) {
        return text(title, value, value);
    }

    /** The same with one form for people and one for programs. */
    public Table<T> text(String title, Function<T, String> shown, Function<T, String> plain) {
        columns.add(new Column<>(Optional.of(title), false, shown, Optional.of(plain)));
        return this;
    }

    /** A column of moments, of which some may not have come. */
    public Table<T> time(String title, Function<T, @Nullable Instant> value) {
        return text(title, row -> moment(value.apply(row)), row -> full(value.apply(row)));
    }

    private static String moment(@Nullable Instant time) {
        return time == null ? "" : Amounts.moment(time);
    }

    private static String full(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    /** A column of amounts, with a form for people and one for programs. */
    public Table<T> amount(String title, Function<T, String> shown, Function<T, ?> plain) {
        columns.add(
                new Column<>(
                        Optional.of(title),
                        true,
                        shown,
                        Optional.of(row -> String.valueOf(plain.apply(row)))));
        return this;
    }

    public Table<T> number(String title, Function<T, ? extends Number> value) {
        return amount(title, row -> value.apply(row).toString(), value);
    }

    /** A column that only a pipe has: what is too long for a terminal. */
    public Table<T> pipeOnly(Function<T, String> value) {
        columns.add(new Column<>(Optional.empty(), false, value, Optional.of(value)));
        return this;
    }

    /** A column that a pipe has elsewhere: its columns keep their places. */
    public Table<T> terminalOnly(String title, Function<T, String> value) {
        columns.add(new Column<>(Optional.of(title), true, value, Optional.empty()));
        return this;
    }

    List<String> lines(List<T> rows, Look look) {
        return look.terminal() ? aligned(rows, look) : parted(rows);
    }

    private List<String> parted(List<T> rows) {
        return rows.stream()
                .map(row ->
                        columns.stream()
                                .flatMap(column -> column.plain.stream())
                                .map(plain -> Printable.escape(plain.apply(row)))
                                .toList())
                .map(cells -> String.join("\t", cells))
                .toList();
    }

    private List<String> aligned(List<T> rows, Look look) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var visible = columns.stream().filter(c -> c.title.isPresent()).toList();
        var cells = new ArrayList<List<String>>();
        cells.add(visible.stream().flatMap(c -> c.title.stream()).toList());
        for (T row : rows) {
            cells.add(visible.stream().map(c -> Printable.escape(c.shown.apply(row))).toList());
        }
        int[] widths = widths(visible, cells, look.columns());
        var lines = new ArrayList<String>();
        for (List<String> line : cells) {
            lines.add(line(visible, line, widths));
        }
        lines.set(0, Colour.BOLD.on(lines.getFirst(), look));
        return lines;
    }

    private static <T> int[] widths(
            List<Column<T>> visible, List<List<String>> cells, int available) {
        int[] widths = new int[visible.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Printable.width(line.get(i)));
            }
        }
        while (total(widths) > available) {
            int widest = widestText(visible, widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int total(int[] widths) {
        int total = GAP * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        return total;
    }

    private static <T> int widestText(List<Column<T>> visible, int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            if (!visible.get(i).right
                    && widths[i] > NARROWEST
                    && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private static <T> String line(List<Column<T>> visible, List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = Printable.shorten(cells.get(i), widths[i]);
            String padding = " ".repeat(Math.max(0, widths[i] - Printable.width(cell)));
            line.append(i == 0 ? "" : " ".repeat(GAP));
            line.append(visible.get(i).right ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
