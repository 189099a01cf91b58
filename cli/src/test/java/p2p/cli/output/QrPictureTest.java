package p2p.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A link that is read by holding a telephone in front of the terminal. */
class QrPictureTest {

    /** What another program, zbarimg, reads as {@code p2p}. */
    private static final String KNOWN =
            """
            █████████████████████████
            ██ ▄▄▄▄▄ █▀█▄▀██ ▄▄▄▄▄ ██
            ██ █   █ █ █▀  █ █   █ ██
            ██ █▄▄▄█ █ ▄ █▀█ █▄▄▄█ ██
            ██▄▄▄▄▄▄▄█▄█▄█ █▄▄▄▄▄▄▄██
            ██▀█ █▀ ▄ ▄█▄ ▄▄█ ▄▄▄ ▀██
            ██▀ ▀█▀█▄ ▄███ ▄  ▄ █▄▄██
            ██▄▄█▄██▄▄  ▄▄▀▄▀▄▄██  ██
            ██ ▄▄▄▄▄ █ ▄▄ █ ██▀▄▄▀ ██
            ██ █   █ ██ █▀ ▀█▀█  ▄▄██
            ██ █▄▄▄█ █▄ █▄▄██ ▄ ▀▄▄██
            ██▄▄▄▄▄▄▄████▄▄██▄▄▄▄█▄██
            ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
            """;

    private static Look terminal(boolean colour, int columns, int rows) {
        return new Look(false, true, true, colour, columns, rows);
    }

    private static List<String> of(Look look) {
        return QrPicture.of("p2p", look);
    }

    private static String shown(Look look) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Output(stream, stream, look).picture("p2p");
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutColoursTheLightSquaresAreDrawn() {
        assertEquals(KNOWN, shown(terminal(false, 25, 14)));
    }

    @Test
    void withColoursItIsBlackOnWhiteOnEveryTerminal() {
        List<String> lines = of(terminal(true, 80, 24));
        assertEquals(13, lines.size());
        assertEquals("\033[30;107m" + " ".repeat(25) + "\033[0m", lines.getFirst());
        assertEquals("\033[30;107m  █▀▀▀▀▀█ ▄ ▀▄  █▀▀▀▀▀█  \033[0m", lines.get(1));
    }

    @Test
    void whereThereIsNoRoomThereIsNone() {
        assertEquals(List.of(), of(terminal(true, 24, 24)));
        assertEquals(List.of(), of(terminal(true, 80, 13)));
        assertEquals(List.of(), QrPicture.of("x".repeat(3000), terminal(true, 900, 900)));
    }

    @Test
    void whoReadsAPipeOrADocumentSeesNone() {
        assertEquals("", shown(Look.plain()));
        assertEquals("", shown(terminal(true, 80, 24).withJson()));
        Look unset = new Look(false, true, true, true, 80, 0);
        assertEquals("", shown(unset));
        assertEquals(0, Look.ofThisProcess(Map.of()).rows());
    }
}
