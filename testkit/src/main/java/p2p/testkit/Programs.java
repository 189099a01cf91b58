package p2p.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** This project's programs: those for the JVM or the native ones, as {@code P2P_RUN} says. */
public final class Programs {

    /** For a machine with many processes on few processors. */
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** Hundreds of accounts are made, and nobody guesses at their passwords. */
    private static final String CHEAP_PASSWORDS = "256";

    private static final Set<String> PASSED_ON = Set.of("P2P_RUN", "P2P_POSTGRES");
    private static final Path BIN = bin();

    private Programs() {}

    /** Then to start one costs next to nothing. */
    public static boolean areNative() {
        return "native".equals(System.getenv("P2P_RUN"));
    }

    public static Path path(String program) {
        return BIN.resolve(program);
    }

    /** For a program in a folder, which knows nothing of its user's own settings and data. */
    public static ProcessBuilder builder(String program, Path folder, List<String> words) {
        var command = new ArrayList<>(List.of(path(program).toString()));
        command.addAll(words);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("P2P_") && !PASSED_ON.contains(name));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("P2P_JAVA_OPTIONS", QUICK_START);
        environment.put("P2P_PASSWORD_MEMORY_KIB", CHEAP_PASSWORDS);
        // The links of this machine, and its router, are for what does not come from tests.
        environment.put("P2P_ANNOUNCE", "off");
        environment.put("P2P_PORT_MAPPING", "off");
        environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
        return builder;
    }

    /** Runs p2p to its end. */
    public static Ran p2p(Path folder, String input, List<String> words) throws IOException {
        return ended(words, p2p(folder, PATIENCE, input, words));
    }

    /** Runs p2p to its end; its standard output goes to this file. */
    public static Ran p2p(Path folder, String input, Path out, List<String> words)
            throws IOException {
        return ended(words, p2p(folder, PATIENCE, Map.of(), input, out, words));
    }

    private static Ran ended(List<String> words, Ran ran) {
        if (ran.exitCode() == Ran.KILLED) {
            throw new AssertionError("does not end: " + words);
        }
        return ran;
    }

    private static Ran p2p(Path folder, Duration longest, String input, List<String> words)
            throws IOException {
        return p2p(folder, longest, Map.of(), input, words);
    }

    /** Runs p2p to its end with these variables, by force after so long. */
    public static Ran p2p(
            Path folder,
            Duration longest,
            Map<String, String> environment,
            String input,
            List<String> words)
            throws IOException {
        Path out = Files.createTempFile(folder, "p2p", ".out");
        Ran ran = p2p(folder, longest, environment, input, out, words);
        Files.delete(out);
        return ran;
    }

    private static Ran p2p(
            Path folder,
            Duration longest,
            Map<String, String> environment,
            String input,
            Path out,
            List<String> words)
            throws IOException {
        Path in = Files.writeString(Files.createTempFile(folder, "p2p", ".in"), input);
        Path err = Files.createTempFile(folder, "p2p", ".err");
        ProcessBuilder builder = builder("p2p", folder, words);
        builder.environment().putAll(environment);
        Process process =
                builder.redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        int exitCode = exitCode(process, longest).orElse(Ran.KILLED);
        var ran =
                new Ran(
                        exitCode,
                        Files.isRegularFile(out) ? Files.readString(out) : "",
                        Files.readString(err));
        Files.delete(in);
        Files.delete(err);
        return ran;
    }

    /** Waits for the end of a process. */
    public static int exitCode(Process process, Object what) {
        return exitCode(process, PATIENCE)
                .orElseThrow(() -> new AssertionError("does not end: " + what));
    }

    /** None where it had to be ended by force. */
    private static OptionalInt exitCode(Process process, Duration longest) {
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                return OptionalInt.empty();
            }
            return OptionalInt.of(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** In the project's folder or above one of its modules, from where these tests are run. */
    private static Path bin() {
        for (File f = new File("").getAbsoluteFile(); f != null; f = f.getParentFile()) {
            if (new File(f, "bin/tracker").canExecute()) {
                return f.toPath().resolve("bin");
            }
        }
        throw new IllegalStateException("start this in the project's folder");
    }
}
