package p2p.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nanos;
    private int columns = 60;

    private final ProgressLine line =
            new ProgressLine(
                    Optional.of(new PrintStream(bytes, true, StandardCharsets.UTF_8)),
                    new TerminalWidth(60, () -> columns, () -> nanos));

    private String shown() {
        bytes.reset();
        line.show("film.mkv", 1, 2, "1 peer");
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void followsATerminalThatBecomesNarrowerAndWiderWithinASecond() {
        String wide = "film.mkv  50% [##########----------] 1 peer";
        String narrow = "film.mkv  50% 1 peer";
        assertEquals("\r\033[K" + wide, shown());
        columns = 25;
        assertEquals("\r\033[K" + wide, shown());
        nanos += Duration.ofSeconds(1).toNanos();
        assertEquals("\r\033[1A\033[J" + narrow, shown());
        columns = 0;
        nanos += Duration.ofSeconds(1).toNanos();
        assertEquals("\r\033[K" + narrow, shown());
        columns = 80;
        nanos += Duration.ofSeconds(1).toNanos();
        assertEquals("\r\033[K" + wide, shown());
    }
}
