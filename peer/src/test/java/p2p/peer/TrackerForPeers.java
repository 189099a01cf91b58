package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A real tracker in a process of its own, with a real PostgreSQL below its data folder. */
final class TrackerForPeers implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 180;
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    private static final Path PROGRAM = Path.of("..", "bin", "tracker").toAbsolutePath();

    private final Process process;
    private final Path output;

    private TrackerForPeers(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Writes the list of trackers, on ports below those that the system hands out. */
    static Path list(Path folder, int trackers) throws IOException {
        String lines =
                IntStream.range(0, trackers)
                        .mapToObj(_ -> "127.0.0.1:" + freePort() + "\n")
                        .collect(Collectors.joining());
        return Files.writeString(folder.resolve("tracker_info.txt"), lines);
    }

    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException e) {
                continue;
            }
        }
    }

    static TrackerForPeers start(Path list, int number) throws IOException {
        return start(list, number, Map.of());
    }

    static TrackerForPeers start(Path list, int number, Map<String, String> environment)
            throws IOException {
        Path folder = list.getParent();
        Path output = folder.resolve("tracker-" + number + ".log");
        var builder =
                new ProcessBuilder(
                                PROGRAM.normalize().toString(),
                                list.toString(),
                                String.valueOf(number),
                                "--data",
                                folder.resolve("data").toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("P2P_") && !name.equals("P2P_RUN"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("P2P_JAVA_OPTIONS", QUICK_START);
        builder.environment().putAll(environment);
        var tracker = new TrackerForPeers(builder.start(), output);
        await().atMost(PATIENCE_SECONDS, SECONDS)
                .failFast(() -> {
                    if (!tracker.process.isAlive()) {
                        throw new IllegalStateException(tracker.output());
                    }
                })
                .until(() -> tracker.output().contains(" is ready at "));
        return tracker;
    }

    void kill9() {
        process.destroyForcibly().onExit().join();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, String.valueOf(process.pid())).start().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
