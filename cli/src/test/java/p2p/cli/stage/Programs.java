package p2p.cli.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Starts this project's programs. */
public final class Programs {

    static final int PATIENCE_SECONDS = 120;

    private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    private static final Path BIN = Path.of("..", "bin").toAbsolutePath().normalize();

    private Programs() {}

    public static Path p2p() {
        return BIN.resolve("p2p");
    }

    static ProcessBuilder builder(String program, Path folder, List<String> words) {
        var command = new ArrayList<>(List.of(BIN.resolve(program).toString()));
        command.addAll(words);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("P2P_") && !name.equals("P2P_RUN"));
        builder.environment().put("P2P_JAVA_OPTIONS", QUICK_START);
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        return builder;
    }

    /** Runs p2p to its end. */
    public static Ran p2p(Path folder, String input, List<String> words) throws IOException {
        Path out = Files.createTempFile(folder, "p2p", ".out");
        Ran ran = p2p(folder, input, out, words);
        Files.delete(out);
        return ran;
    }

    /** Runs p2p to its end; its standard output goes to this file. */
    public static Ran p2p(Path folder, String input, Path out, List<String> words)
            throws IOException {
        Path in = Files.createTempFile(folder, "p2p", ".in");
        Path err = Files.createTempFile(folder, "p2p", ".err");
        Files.writeString(in, input);
        Process process =
                builder("p2p", folder, words)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        int exitCode = exitCode(process, words);
        var ran =
                new Ran(
                        exitCode,
                        Files.isRegularFile(out) ? Files.readString(out) : "",
                        Files.readString(err));
        Files.delete(in);
        Files.delete(err);
        return ran;
    }

    static int exitCode(Process process, Object what) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + what);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Below the ports that the system hands out, so that it stays free until it is used. */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 20_000);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException e) {
                continue;
            }
        }
    }
}
