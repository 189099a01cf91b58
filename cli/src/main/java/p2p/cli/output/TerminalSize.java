package p2p.cli.output;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks {@code stty} how wide the terminal is. */
final class TerminalSize {

    private static final int NARROWEST = 20;

    private TerminalSize() {}

    static int columns(int otherwise) {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String answer =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!stty.waitFor(1, TimeUnit.SECONDS) || !answer.matches("[0-9]+ [0-9]{1,4}\\s*")) {
                return otherwise;
            }
            int columns = Integer.parseInt(answer.strip().split(" ")[1]);
            return columns == 0 ? otherwise : Math.max(NARROWEST, columns);
        } catch (IOException e) {
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
