package p2p.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import p2p.protocol.Json;

/**
 * Where a command's words go: results to standard output, as text or as one JSON document; messages
 * to standard error.
 */
public final class Output {

    /** The exit code of a program that SIGPIPE ended, which is what a closed pipe stands for. */
    public static final int NO_READER = 141;

    private static final int NOT_WRITTEN = 1;
    private static final ObjectMapper JSON = Json.lenient();

    private final PrintStream out;
    private final PrintStream err;
    private final Look look;

    public Output(PrintStream out, PrintStream err, Look look) {
        this.out = out;
        this.err = err;
        this.look = look;
    }

    /** The same for a terminal of this width. */
    public Output withColumns(int columns) {
        return new Output(out, err, look.withColumns(columns));
    }

    public Look look() {
        return look;
    }

    /** A list: a table, or a JSON array; {@code empty} is the sentence for nothing at all. */
    public <T> void table(List<T> rows, Table<T> table, String empty) {
        if (look.json()) {
            document(rows);
            return;
        }
        if (rows.isEmpty()) {
            nothing(empty);
        }
        table.lines(rows, look).forEach(this::line);
    }

    /** What has happened: a sentence, or its JSON document. */
    public void done(Object document, String sentence) {
        if (look.json()) {
            document(document);
        } else {
            line(Printable.escape(sentence));
        }
    }

    /** Lines of text, or a JSON document instead. */
    public void lines(Object document, List<String> lines) {
        if (look.json()) {
            document(document);
        } else {
            lines.forEach(this::line);
        }
    }

    /** Says that there is nothing to list, where a person reads. */
    public void nothing(String sentence) {
        if (!look.json()) {
            note(sentence);
        }
    }

    /** The text as a QR code, where somebody sees it. */
    public void picture(String text) {
        if (!look.json() && look.terminal()) {
            QrPicture.of(text, look).forEach(this::line);
        }
    }

    /** Something worth knowing that is not the result. */
    public void note(String sentence) {
        out.flush();
        err.println(Printable.escape(sentence));
        err.flush();
    }

    public void error(String type, String sentence) {
        if (look.json()) {
            out.println(json(Map.of("error", new Failure(type, sentence))));
        }
        if (out.checkError() || !look.json()) {
            complain(sentence);
        }
    }

    private void complain(String sentence) {
        out.flush();
        err.println(Colour.RED.on("p2p: ", look) + Printable.escape(sentence));
        err.flush();
    }

    /** Says that standard output takes nothing, and returns the exit code for that. */
    public int unwritten() {
        if (Look.isPipe(1)) {
            return NO_READER;
        }
        complain("The result cannot be written to standard output; is the disk full?");
        return NOT_WRITTEN;
    }

    public boolean isUnwritten() {
        return out.checkError();
    }

    @RegisterForReflection
    private record Failure(String type, String message) {}

    /** A progress line below the text, where somebody is looking. */
    public ProgressLine progress() {
        boolean shown = look.lively() && !look.json();
        return new ProgressLine(
                Optional.of(err).filter(_ -> shown),
                new TerminalWidth(
                        look.columns(), () -> TerminalSize.ask().columns(), System::nanoTime));
    }

    public void line(String text) {
        out.println(text);
        if (out.checkError()) {
            throw new Unwritten();
        }
    }

    public void document(Object document) {
        line(json(document));
    }

    private static String json(Object document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not fit for JSON: " + document.getClass(), e);
        }
    }
}
