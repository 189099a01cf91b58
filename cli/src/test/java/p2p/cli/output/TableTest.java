package p2p.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableTest {

    private record Row(String name, long size, String owner) {}

    private static final Look TERMINAL = new Look(false, true, true, false, 80, 24);
    private static final char ESCAPE = 0x1b;

    private static Table<Row> table() {
        return new Table<Row>()
                .text("FILE", Row::name)
                .amount("SIZE", row -> Amounts.size(row.size()), Row::size)
                .text("OWNER", Row::owner);
    }

    @Test
    void alignsOnATerminal() {
        var rows = List.of(new Row("a.txt", 12, "alice"), new Row("film.mkv", 1 << 20, "bob"));
        assertEquals(
                List.of(
                        "FILE         SIZE  OWNER",
                        "a.txt        12 B  alice",
                        "film.mkv  1.0 MiB  bob"),
                table().lines(rows, TERMINAL));
    }

    @Test
    void partsByTabsInAPipe() {
        var rows = List.of(new Row("a b\tc", 1 << 20, "alice"));
        assertEquals(List.of("a b\\tc\t1048576\talice"), table().lines(rows, Look.plain()));
    }

    @Test
    void momentsAreThoseOfWhereTheUserLivesAndInFullInAPipe() {
        var table = new Table<Optional<Instant>>().time("SEEN", row -> row.orElse(null));
        var seen = LocalDateTime.of(2026, 12, 7, 13, 53, 9).atZone(ZoneId.systemDefault());
        var rows = List.of(Optional.of(seen.toInstant()), Optional.<Instant>empty());
        assertEquals(List.of("SEEN", "2026-12-07 13:53", ""), table.lines(rows, TERMINAL));
        assertEquals(List.of(seen.toInstant().toString(), ""), table.lines(rows, Look.plain()));
    }

    @Test
    void isNeverWiderThanTheTerminal() {
        var rows =
                List.of(
                        new Row("x".repeat(1000), 5, "o".repeat(64)),
                        new Row("写".repeat(300), 5, "a"));
        for (int columns : new int[] {40, 80, 132}) {
            for (String line : table().lines(rows, TERMINAL.withColumns(columns))) {
                assertTrue(Printable.width(line) <= columns, line);
            }
        }
    }

    @Test
    void aHostileNameStaysOnItsLine() {
        var rows = List.of(new Row(ESCAPE + "[2J\nevil", 1, (char) 0x202e + "ecila"));
        var lines = table().lines(rows, TERMINAL);
        assertEquals(2, lines.size());
        assertEquals("\\x1b[2J\\nevil   1 B  \\u{202e}ecila", lines.get(1));
    }

    @Test
    void aPipesColumnsKeepTheirPlaces() {
        var table =
                new Table<Row>()
                        .text("FILE", Row::name)
                        .terminalOnly("SIZE", row -> Long.toString(row.size()))
                        .pipeOnly(row -> row.size() + " B");
        var rows = List.of(new Row("a", 5, "b"));
        assertEquals(List.of("FILE  SIZE", "a        5"), table.lines(rows, TERMINAL));
        assertEquals(List.of("a\t5 B"), table.lines(rows, Look.plain()));
    }

    @Test
    void showsNothingForNothing() {
        assertEquals(List.of(), table().lines(List.of(), TERMINAL));
        assertEquals(List.of(), table().lines(List.of(), Look.plain()));
    }

    @Test
    void coloursTheTitleAlone() {
        var rows = List.of(new Row("a", 1, "b"));
        var lines = table().lines(rows, new Look(false, true, true, true, 80, 24));
        assertEquals(ESCAPE + "[1mFILE  SIZE  OWNER" + ESCAPE + "[0m", lines.getFirst());
        assertEquals("a      1 B  b", lines.get(1));
    }
}
