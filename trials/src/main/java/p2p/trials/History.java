package p2p.trials;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened, in the order in which it did, and what should not have happened. */
final class History {

    private final Instant start = Instant.now();
    private final PrintStream file;
    private final List<String> wrong = new ArrayList<>();

    History(Path file) {
        try {
            this.file = new PrintStream(file.toFile(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void note(String what) {
        Duration at = Duration.between(start, Instant.now());
        file.printf("%7.2f  %s%n", at.toMillis() / 1000.0, what);
        file.flush();
    }

    synchronized void wrong(String what) {
        wrong.add(what);
        note("WRONG: " + what);
        System.out.println("WRONG: " + what);
    }

    /** For the terminal, too. */
    void say(String what) {
        note(what);
        System.out.println(what);
    }

    synchronized List<String> wrongs() {
        return List.copyOf(wrong);
    }
}
