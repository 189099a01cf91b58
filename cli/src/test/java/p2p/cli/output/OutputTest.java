package p2p.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {

    private static final char ESCAPE = 0x1b;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Output output(Look look) {
        return new Output(stream(out), stream(err), look);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void resultsAndMessagesPart() {
        Output output = output(Look.plain());
        output.done(Map.of("group", "g"), "Created the group g.");
        output.note("Something else.");
        output.error("not-member", "You are no member of g.");
        assertEquals("Created the group g.\n", out());
        assertEquals("Something else.\np2p: You are no member of g.\n", err());
    }

    @Test
    void jsonIsOneDocumentALine() {
        Output output = output(Look.plain().withJson());
        output.table(List.of(Map.of("group", "g\n")), new Table<>(), "nothing");
        output.table(List.of(), new Table<>(), "nothing");
        output.done(Map.of("group", "g"), "Created.");
        output.error("not-member", "You are \"no\" member.");
        assertEquals(
                """
                [{"group":"g\\n"}]
                []
                {"group":"g"}
                {"error":{"type":"not-member","message":"You are \\"no\\" member."}}
                """,
                out());
        assertEquals("", err());
    }

    @Test
    void sentencesCarryNoControlCharacters() {
        output(Look.plain()).done(Map.of(), "Shared [g] " + ESCAPE + "[2Jx.");
        output(Look.plain()).error("x", "No " + (char) 0x202e + " file.");
        assertEquals("Shared [g] \\x1b[2Jx.\n", out());
        assertEquals("p2p: No \\u{202e} file.\n", err());
    }

    @Test
    void progressIsOneLineWithinTheTerminal() {
        Look look = new Look(false, true, true, false, 80, 24);
        try (ProgressLine progress = output(look).progress()) {
            progress.show("holiday.mkv", 45, 100, "12.0 MiB/s, 2m05s left, 3 peers");
        }
        String clear = "\r" + ESCAPE + "[K";
        String line = "holiday.mkv  45% [#########-----------] 12.0 MiB/s, 2m05s left, 3 peers";
        assertEquals(clear + line + clear, err());
    }

    @Test
    void theBarIsTheFirstToGoWhereThereIsLittleRoom() {
        assertEquals("big.bin  45% [#---] 12.0 MiB/s, 2m05s left, 3 peers", progress(55));
        assertEquals("big.bin  45% 12.0 MiB/s, 2m05s left, 3 peers", progress(50));
    }

    private String progress(int columns) {
        Look look = new Look(false, true, true, false, columns, 24);
        int before = err().length();
        try (ProgressLine progress = output(look).progress()) {
            progress.show("big.bin", 45, 100, "12.0 MiB/s, 2m05s left, 3 peers");
        }
        return err().substring(before).replace("\r" + ESCAPE + "[K", "");
    }

    @Test
    void progressIsSilentInAPipe() {
        try (ProgressLine progress = output(Look.plain()).progress()) {
            progress.show("holiday.mkv", 45, 100, "rest");
        }
        assertEquals("", err());
    }
}
