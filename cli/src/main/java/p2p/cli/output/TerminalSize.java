package p2p.cli.output;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How large the terminal is, which {@code stty} is asked for; 0 is what it does not know. */
record TerminalSize(int columns, int rows) {

    private static final TerminalSize UNKNOWN = new TerminalSize(0, 0);

    static TerminalSize ask() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String answer =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Optional.of(answer.strip())
                    .filter(size -> size.matches("[0-9]{1,4} [0-9]{1,4}"))
                    .filter(_ -> hasEnded(stty))
                    .map(size -> size.split(" "))
                    .map(size ->
                            new TerminalSize(Integer.parseInt(size[1]), Integer.parseInt(size[0])))
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
