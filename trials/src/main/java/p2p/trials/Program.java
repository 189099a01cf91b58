package p2p.trials;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import p2p.testkit.Patience;
import p2p.testkit.Processes;
import p2p.testkit.Programs;

/** A tracker or a peer's service: one process after the other, all writing to one log. */
final class Program {

    private static final Duration TO_START = Duration.ofMinutes(3);
    private static final int MOST_STARTS = 20;

    final String name;
    final Path log;
    private final String program;
    private final List<String> words;
    private final Map<String, String> environment;
    private final Path folder;
    private final String ready;
    private final History history;
    private @Nullable Process process;
    private volatile boolean wanted;

    /** {@code ready} is what it prints, once for each start, when it is ready. */
    Program(
            String name,
            Path folder,
            String program,
            List<String> words,
            Map<String, String> environment,
            String ready,
            History history) {
        this.name = name;
        this.folder = folder;
        this.environment = environment;
        this.ready = ready;
        this.history = history;
        log = folder.resolve(name + ".log");
        this.program = program;
        this.words = words;
    }

    private synchronized void start() {
        var builder = Programs.builder(program, folder, words);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(new File("/dev/null"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        wanted = true;
        history.note(name + " starts as process " + pid());
    }

    /** A tracker that is started while there is no database ends, and is started again. */
    void startUntilReady() throws IOException {
        for (int attempt = 0; attempt < MOST_STARTS; attempt++) {
            int before = starts();
            start();
            Patience.await(TO_START, () -> starts() > before || !isAlive());
            if (starts() > before) {
                return;
            }
            if (isAlive()) {
                break;
            }
            history.note(name + " ended while it started: " + lastLine());
            Patience.pause(1000);
        }
        history.wrong(name + " cannot be started: " + lastLine());
    }

    private String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "" : lines.getLast();
    }

    private int starts() throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        return (int) Files.readString(log).lines().filter(line -> line.contains(ready)).count();
    }

    /** Whether it runs, and has not been told to end. */
    boolean isUp() {
        return wanted && isAlive();
    }

    private boolean isAlive() {
        return process != null && process.isAlive();
    }

    long pid() {
        return started().pid();
    }

    void signal(String signal) {
        history.note(name + " gets SIG" + signal);
        if (signal.equals("KILL") || signal.equals("TERM")) {
            wanted = false;
        }
        Processes.signal(pid(), signal);
    }

    /** By force, where the signal does not do it within a minute. */
    void end(String signal) {
        if (!isAlive()) {
            return;
        }
        signal(signal);
        if (!Patience.await(Duration.ofSeconds(60), () -> !isAlive())) {
            history.wrong(name + " does not end within a minute of SIG" + signal);
            started().destroyForcibly();
        }
    }

    /** Ends it whatever happened. */
    void destroy() {
        if (isAlive()) {
            started().destroyForcibly();
        }
    }

    private Process started() {
        return Objects.requireNonNull(process, name + " was never started");
    }
}
