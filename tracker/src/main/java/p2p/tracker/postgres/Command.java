package p2p.tracker.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Runs one of PostgreSQL's programs to its end. */
record Command(int exit, String output) {

    private static final Logger LOG = Logger.getLogger(Command.class);
    private static final long LOOK_MILLIS = 10;

    /** Something that can be looked at. */
    @FunctionalInterface
    interface Sight {
        boolean isThere() throws IOException;
    }

    static Command run(Path folder, Duration timeout, String input, List<String> words)
            throws IOException {
        return run(folder, timeout, input, () -> false, words);
    }

    /** Runs it until it has ended, or what it is to bring about is there. */
    static Command run(Path folder, Duration timeout, Sight wanted, List<String> words)
            throws IOException {
        return run(folder, timeout, "", wanted, words);
    }

    /**
     * What the programs print goes through a file: a server that lives on would keep a pipe open.
     * The file has no name any more once both sides have it open, so that no crash leaves it.
     */
    private static Command run(
            Path folder, Duration timeout, String input, Sight wanted, List<String> words)
            throws IOException {
        Path file = Files.createTempFile("p2p-command", ".out");
        try (InputStream output = Files.newInputStream(file)) {
            Process process;
            try {
                process = start(folder, words, file);
            } finally {
                Files.delete(file);
            }
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                LOG.debugf("%s ended without reading its input", words);
            }
            long end = System.nanoTime() + timeout.toNanos();
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (wanted.isThere()) {
                    return new Command(0, "");
                }
                if (System.nanoTime() > end) {
                    process.destroyForcibly();
                    return new Command(-1, "no end after " + timeout.toSeconds() + " seconds");
                }
            }
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Command(process.exitValue(), said.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Process start(Path folder, List<String> words, Path output) throws IOException {
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    boolean succeeded() {
        return exit == 0;
    }

    /** The line that most likely says what went wrong. */
    String complaint() {
        return output.lines()
                .filter(line ->
                        line.contains("FATAL:")
                                || line.contains("ERROR:")
                                || line.contains("error:"))
                .findFirst()
                .or(() -> output.lines().filter(line -> !line.isBlank()).findFirst())
                .orElse("exit code " + exit);
    }
}
